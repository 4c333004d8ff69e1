import { type CommandName, commandNames, commands } from './commands.ts';
import { type OptionName, options } from './options.ts';
import { UsageError } from './usage.ts';

const shells = { bash, zsh, fish } as const;

/** A script that completes commands, their options, and files. @throws UsageError when there is no such shell */
export function completion(shell: string): string {
  const script = Object.entries(shells).find(([name]) => name === shell)?.[1];
  if (!script) throw new UsageError(`SHELL "${shell}": one of ${Object.keys(shells).join(', ')}`);
  return script();
}

const names = commandNames.join(' ');

function optionsOf(name: CommandName): readonly OptionName[] {
  const { required, optional } = commands[name];
  return [...required, ...optional, 'help'];
}

/** What a shell does for each command. */
function cases(line: (words: string) => string): string {
  return commandNames
    .map(
      (name) =>
        `    ${name}) ${line(
          optionsOf(name)
            .map((option) => `--${option}`)
            .join(' '),
        )} ;;`,
    )
    .join('\n');
}

function bash(): string {
  return `# In ~/.bashrc: source <(plumbline completion bash)
_plumbline() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${names}" -- "$word")); return; fi
  case $word in -*) ;; *) return ;; esac
  case \${COMP_WORDS[1]} in
${cases((words) => `COMPREPLY=($(compgen -W "${words}" -- "$word"))`)}
  esac
}
complete -o default -F _plumbline plumbline`;
}

function zsh(): string {
  return `#compdef plumbline
# In ~/.zshrc, after compinit: source <(plumbline completion zsh)
_plumbline() {
  if (( CURRENT == 2 )); then compadd -- ${names}; return; fi
  if [[ $words[CURRENT] != -* ]]; then _files; return; fi
  case $words[2] in
${cases((words) => `compadd -- ${words}`)}
  esac
}
compdef _plumbline plumbline`;
}

function fish(): string {
  const lines = commandNames.flatMap((name) => [
    `complete -c plumbline -n __fish_use_subcommand -f -a ${name} -d ${quoted(commands[name].about)}`,
    ...optionsOf(name).map((option) => {
      const takesValue = options[option].type === 'string' ? ' -r' : '';
      return `complete -c plumbline -n '__fish_seen_subcommand_from ${name}' -l ${option}${takesValue} -d ${quoted(options[option].about)}`;
    }),
  ]);
  return ['# In ~/.config/fish/completions/plumbline.fish', ...lines].join('\n');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
