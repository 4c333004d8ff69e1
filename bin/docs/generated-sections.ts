import { contractSchema } from '../../lambdas/core/contract/contract.ts';
import { commandsInMarkdown } from './commands-in-markdown.ts';
import { settingsTable } from './settings-table.ts';

/** A part of a page that is made from the code. */
export interface GeneratedSection {
  readonly page: string;
  /** As its marks have it. */
  readonly name: string;
  readonly text: string;
}

export function generatedSections(): readonly GeneratedSection[] {
  return [
    { page: 'docs/contract.md', name: 'settings', text: settingsTable(contractSchema) },
    { page: 'docs/command-line.md', name: 'commands', text: commandsInMarkdown() },
  ];
}
