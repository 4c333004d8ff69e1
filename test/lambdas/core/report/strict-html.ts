/** Tags and attributes that our pages are made of; nothing that runs or fetches is among them. */
const tags =
  'a|article|bdi|body|br|caption|code|dd|details|div|dl|dt|em|figcaption|figure|footer|h1|h2|h3|head|header|html|li|link|main|meta|nav|ol|p|path|rect|section|span|strong|style|summary|svg|table|tbody|td|text|th|thead|time|title|tr|ul';
const attributes =
  'aria-hidden|aria-label|aria-labelledby|charset|class|content|d|data-label|datetime|dir|height|href|http-equiv|id|lang|name|preserveAspectRatio|rel|role|scope|style|viewBox|width|x|y';
const tag = new RegExp(`^/?(${tags})( (${attributes})="[^"<>]*")*/?$`);
const addresses =
  /^(#[a-z0-9-]+|data:,|(\.\.\/)?index\.html|[^/:"]*\.html|[^/:"]*\/index\.html|https:\/\/s3\.console\.aws\.amazon\.com\/[^"]*)$/;

/** What is in a page that our pages must not have: any tag, attribute or address that is not on the lists. */
export function foreignMarkup(page: string): readonly string[] {
  const [, body = ''] = page.split('<!doctype html>');
  const withoutStyle = body.replace(/<style>[^<]*<\/style>/, '');
  const found = Array.from(withoutStyle.matchAll(/<([^<>]*)(>|$)/g), ([, inside = '']) => inside);
  const links = Array.from(withoutStyle.matchAll(/ href="([^"]*)"/g), ([, address = '']) => address);
  const styles = Array.from(withoutStyle.matchAll(/ style="([^"]*)"/g), ([, style = '']) => style);
  const loose = withoutStyle.replace(/<[^<>]*>/g, '').match(/[<>]/g) ?? [];
  return [
    ...found.filter((inside) => !tag.test(inside)),
    ...links.filter((address) => !addresses.test(address)),
    ...styles.filter((style) => !/^(left|top):-?[\d.]+%$/.test(style)),
    ...loose,
  ];
}
