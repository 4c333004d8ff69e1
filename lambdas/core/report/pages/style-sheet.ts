/** Tables whose rows are blocks: on a narrow screen, and in a narrow card. */
const stacked = `
.stacked thead{display:none}
.stacked tr{display:block;border-top:1px solid var(--line);padding:8px 0}
.stacked td,.stacked th{display:block;border:0;padding:1px 0;text-align:left;white-space:normal}
.stacked .number+td:not(.number){padding-left:0}
.stacked tbody tr:first-child{border-top:0;padding-top:0}
.stacked tbody th{font-weight:600}
.stacked td::before{content:attr(data-label) ": ";color:var(--soft)}`;

/** On a narrow screen a batch is two lines: what it is and its verdict; when it came, and how many rows it has. */
const batches = `
.batches thead{display:none}.batches tbody tr{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline;border-top:1px solid var(--line);padding:8px 0}
.batches td,.batches tbody th{border:0;padding:0}.batches tbody th{flex:1;font-weight:600}.batches td{color:var(--soft);font-size:14px}
.batches td[data-label=Verdict]{order:-1}.batches tbody th{order:-2}.batches td[data-label=Received]{flex-basis:100%;margin-bottom:-2px}
.batches .number::before{content:attr(data-label) " "}.batches tbody tr:first-child{border-top:0;padding-top:0}`;

/**
 * The one style sheet. Colours of Okabe and Ito (2008), which people who see colours differently can tell apart: blue for
 * the reference, vermilion and orange for what drifted or was rejected, each a little darker or lighter where text has to be read on
 * it. The batch is drawn in the colour of ink: a healthy one must not look alarmed.
 */
export const styleSheet = `
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#171c22;--soft:#57616d;--line:#d8dde3;--track:#eef1f4;
--ref:#0072b2;--ref-fill:#0072b240;--cur:#2b333c;--quiet:#8c97a3;--link:#005a8c;
--critical:#a83c00;--critical-bg:#fdebe1;--warning:#7a5200;--warning-bg:#fdf3d8;--good:#00664b;--good-bg:#e2f4ee;--open:#4a5560;--open-bg:#e9edf1;--calm:#005a8c;--calm-bg:#e2eff8}
@media(prefers-color-scheme:dark){:root{--page:#0f1317;--card:#181d23;--ink:#e9edf1;--soft:#a3aeba;--line:#323b45;--track:#222931;
--ref:#56b4e9;--ref-fill:#56b4e94d;--cur:#e3e8ed;--quiet:#75818d;--link:#8accf2;
--critical:#ffb088;--critical-bg:#3d2113;--warning:#f3cf74;--warning-bg:#342b12;--good:#70d6b4;--good-bg:#11302a;--open:#bcc6d0;--open-bg:#29313a;--calm:#8accf2;--calm-bg:#12303f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Open Sans",sans-serif;overflow-wrap:anywhere}
header.top,main,footer{max-width:1180px;margin:0 auto;padding:0 20px}
header.top{padding-top:14px}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--ref);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px;top:0;background:var(--card);padding:8px 12px;z-index:1}
.skip:focus{left:8px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
nav{font-size:14px;margin-bottom:10px}
h1{display:flex;gap:14px;align-items:flex-start;margin:6px 0 8px;font-size:clamp(24px,4.4vw,38px);line-height:1.18;letter-spacing:-.015em;text-wrap:balance}
h2{margin:36px 0 10px;font-size:21px;line-height:1.3;letter-spacing:-.01em}
h3{margin:0;font-size:17px;line-height:1.35;font-weight:650}
p{margin:0 0 10px}
.eyebrow{margin:0;color:var(--soft);font-size:14px}
.summary{max-width:72ch;margin:0;font-size:17px}
.banner{background:var(--card);border:1px solid var(--line);border-left:8px solid var(--tone);border-radius:12px;padding:18px 22px 20px}
.critical{--tone:var(--critical);--tone-bg:var(--critical-bg)}.warning{--tone:var(--warning);--tone-bg:var(--warning-bg)}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}.open{--tone:var(--open);--tone-bg:var(--open-bg)}.calm{--tone:var(--calm);--tone-bg:var(--calm-bg)}
.sign{flex:none;display:inline-grid;place-items:center;width:1.3em;height:1.3em;margin-top:-.06em;border-radius:50%;background:var(--tone-bg);color:var(--tone);font-size:.82em}
.badge{display:inline-block;padding:1px 9px;border-radius:99px;background:var(--tone-bg);color:var(--tone);font-size:13px;font-weight:600;white-space:nowrap;line-height:1.6}
.tag{display:inline-block;padding:0 6px;border:1px solid var(--soft);border-radius:4px;font-size:12px;font-weight:600}
.soft,.note,.kind{color:var(--soft)}
.note{font-size:14px;margin:8px 0 0}.note+.cards{margin-top:10px}
.kind{font-size:13px}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;background:var(--track);padding:1px 4px;border-radius:4px;overflow-wrap:anywhere;unicode-bidi:isolate}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0 0}
.figures>div{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px}
.figures dt{color:var(--soft);font-size:14px}.figures dd{margin:0;font-size:14px}
.figures strong{display:block;font-size:25px;line-height:1.25;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px}
.card{container-type:inline-size}
.cards{display:grid;gap:16px}
.cards>.card{min-width:0}
.cards.told{grid-template-columns:repeat(auto-fill,minmax(min(100%,480px),1fr))}
.cards.stable,.cards.usual{grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr))}
.card>header{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}
.card>header .badge{margin-left:auto}
article.card.critical,article.card.warning{border-top:4px solid var(--tone)}
.sentence{margin:6px 0 12px}
.stable .sentence{font-size:15px;color:var(--soft)}
figure{margin:0}
table{width:100%;border-collapse:collapse;font-size:15px}
caption{text-align:left;color:var(--soft);font-size:14px;padding:0 0 6px}
th,td{padding:5px 8px 5px 0;text-align:left;vertical-align:top;border-top:1px solid var(--line);font-weight:400}
thead th,thead td{border-top:0;color:var(--soft);font-size:13px;padding-top:0}
th:last-child,td:last-child{padding-right:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.short,.rates thead th{white-space:nowrap}
.number+td:not(.number),.number+th:not(.number){padding-left:18px}
.rates{margin-top:14px;font-size:14px}
.fold{margin-top:10px}.fold>summary{font-weight:600}.steps{padding-left:34px;margin:0}.steps li{margin:4px 0;max-width:90ch}
details{margin-top:12px;border-top:1px solid var(--line);padding-top:8px}
details table{margin:10px 0 14px;font-size:14px}
summary{cursor:pointer;color:var(--link);font-size:14px;padding:4px 0}
.wide{width:44%;min-width:70px}
.index td,.index th,.categories td,.categories tbody th{vertical-align:middle}
.index tbody th{font-weight:500}
.effect,.bars{display:block;width:100%}
.effect{height:14px}.bars{height:22px}
.legend{display:flex;flex-wrap:wrap;gap:4px 22px;color:var(--soft);font-size:14px}
.legend svg{width:26px;height:13px;vertical-align:-1px}
.plot{display:flex;padding:8px 0 24px;gap:6px}
.plot-y{position:relative;flex:none;width:42px;height:150px;font-size:12px;color:var(--soft)}
.plot-y span{position:absolute;right:0;transform:translateY(-50%);white-space:nowrap}
.plot-body{position:relative;flex:1;min-width:0}
.plot-tail{position:relative;flex:none;width:30px}
.plot svg{display:block;width:100%;height:150px}
.stable .plot-y,.stable .plot svg{height:92px}
.plot-x{position:absolute;left:0;right:0;top:100%;height:20px;font-size:12px;color:var(--soft)}
.plot-x span{position:absolute;top:3px;transform:translateX(-50%);white-space:nowrap}
svg path,svg rect{vector-effect:non-scaling-stroke}
.grid{stroke:var(--line);fill:none}
.track{fill:var(--track)}
.reference{fill:var(--ref-fill);stroke:var(--ref);stroke-width:1}
.current{fill:none;stroke:var(--cur);stroke-width:2.4;stroke-linejoin:round}
.current-bar{fill:var(--cur)}
.quiet-bar{fill:var(--quiet)}
.tone-bar.critical,.strip .rejected-bar{fill:#c05000}.tone-bar.warning{fill:#e69f00}
.notch{stroke:var(--ink);stroke-width:2}
.reference-median{stroke:var(--ref);stroke-width:1.6;stroke-dasharray:4 3;fill:none}
.current-median{stroke:var(--cur);stroke-width:1.6;fill:none;opacity:.75}
.together{margin-top:14px}.together p:last-child{margin:0}
.heats{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,260px),1fr));gap:16px;margin-top:14px}
.heat svg{display:block;width:100%;height:auto;border-radius:6px}
.heat text{font-size:7px;text-anchor:middle;fill:#fff;font-weight:600}
.heat .place,.heat .row{fill:var(--soft);font-weight:400}
.heat .row{text-anchor:end}
.positive{fill:#0072b2}.negative{fill:#c05000}
.pairs{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:8px 0;font-size:15px}
.pairs dt{color:var(--soft)}.pairs dd{margin:0;min-width:0}
.reasons{padding:0;margin:0;list-style:none;display:grid;gap:12px}
.reasons li{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--critical);border-radius:12px;padding:12px 16px}
.reasons p{margin:0 0 4px}.reasons strong{display:inline-block}.reasons strong::first-letter{text-transform:uppercase}
.example{display:inline-block;margin-right:10px}
.over-time{table-layout:fixed}
.over-time .wide{width:62%}
.marks{container-type:inline-size}
.strip{display:block;width:100%;height:22px}
.strip.tall{height:64px}
.mark{stroke-linecap:square;fill:none;--side:14px}.marks .mark{--side:min(14px,2cqw)}
.mark.critical{stroke:#c05000;stroke-width:var(--side)}.mark.warning{stroke:#e69f00;stroke-width:calc(.68*var(--side))}
.mark.undecided{stroke:var(--quiet);stroke-width:calc(.56*var(--side))}.mark.hollow{stroke:var(--card);stroke-width:calc(.3*var(--side))}
.mark.usual{stroke:var(--ref);stroke-width:calc(.5*var(--side))}
.mark.stable{stroke:var(--ref);stroke-width:calc(.24*var(--side));stroke-linecap:round}
.strip .count{fill:var(--ref)}
.band{fill:var(--tone-bg)}.band-edge{stroke:var(--tone);stroke-width:2;fill:none}
.strip .limit{stroke:var(--ink);stroke-width:1.4;stroke-dasharray:5 4;fill:none}
.strip.performance{height:150px;margin-top:8px}.strip .usual{stroke:var(--ref);stroke-width:1.6;fill:none}.strip .whisker{stroke:var(--quiet);stroke-width:1.6;fill:none}
.dot{stroke-width:7;stroke-linecap:round;fill:none}.dot.fine{stroke:var(--cur)}.dot.below{stroke:#c05000}.estimate{stroke:var(--soft);stroke-width:8;stroke-linecap:round;fill:none}.estimate.hole{stroke:var(--card);stroke-width:4}
.cards.lines{grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));margin:10px 0 16px}.strip.line{height:96px}.usual-band{fill:var(--ref-fill)}.moved{stroke:var(--cur);stroke-width:2;stroke-linejoin:round;fill:none}
.dot.critical{stroke:#c05000}.dot.warning{stroke:#e69f00}
.incident{display:block;margin-bottom:2px}
.strip .rejected{stroke:#c05000;stroke-width:9;stroke-linecap:round;fill:none}
header.top .badge,.stacked .badge,.batches .badge{white-space:normal}
.time-axis{display:flex;justify-content:space-between;gap:8px;margin:2px 0 0;font-size:12px;color:var(--soft);white-space:nowrap;overflow:hidden}
.key span{display:inline-block;margin-right:12px;white-space:nowrap}.key svg{width:16px;height:16px;vertical-align:-3px}
footer{color:var(--soft);font-size:13px;padding-top:28px;padding-bottom:28px}
@media(max-width:640px){header.top,main,footer{padding-left:12px;padding-right:12px}.banner{padding:14px 16px 16px}.card{padding:12px 14px}.summary{font-size:16px}
.steps.card{padding-left:36px}.pairs{grid-template-columns:1fr;gap:0}.pairs dd{margin-bottom:8px}
th,td{padding-right:6px}.plot-y{width:36px}.wide{width:30%}.figures{grid-template-columns:1fr 1fr}
.index thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.index tbody tr{display:grid;grid-template-columns:1fr 9.4em;align-items:center;gap:2px 10px;border-top:1px solid var(--line);padding:8px 0}
.index td,.index tbody th{border:0;padding:0}.index .wide{order:3;width:auto}.index .number{order:4}.index .number+td{padding:0;text-align:right}
.over-time thead th:not(.wide){display:none}.over-time tr{display:grid;grid-template-columns:1fr auto;gap:2px 10px;border-top:1px solid var(--line);padding:6px 0}.over-time thead,.over-time tbody,.over-time thead tr{border:0;display:block}.over-time thead th{display:block;width:auto}.over-time td,.over-time tbody th{border:0;padding:0}.over-time tbody .wide{order:3;grid-column:1/-1;width:auto}
${batches}.cards.lines{grid-template-columns:1fr 1fr;gap:10px}.cards.lines .strip.line{height:64px}.cards.lines .sentence{font-size:14px}.cards.lines .time-axis span:first-child{display:none}
${stacked}}
@container(max-width:480px){${stacked}}
@media print{:root{color-scheme:light;--page:#fff}body{font-size:11pt}nav,.skip{display:none}.card,.banner,figure,tr{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}a{color:inherit;text-decoration:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
