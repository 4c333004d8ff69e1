import { contractSchema } from '../../lambdas/core/contract/contract.ts';
import { type ContractPart, settingsOf } from '../../lambdas/core/contract/contract-versions.ts';
import { commandsInMarkdown } from './commands-in-markdown.ts';
import {
  batchCosts,
  metricCosts,
  modelCosts,
  priceList,
  standingCosts,
  storageCosts,
} from './cost/cost-sections.ts';
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
    { page: 'docs/contract.md', name: 'settings-of-rows', text: settingsInMarkdown('rows') },
    { page: 'docs/contract.md', name: 'settings-of-limits', text: settingsInMarkdown('limits') },
    { page: 'docs/cost.md', name: 'batch', text: batchCosts() },
    { page: 'docs/cost.md', name: 'model', text: modelCosts() },
    { page: 'docs/cost.md', name: 'metrics', text: metricCosts() },
    { page: 'docs/cost.md', name: 'standing', text: standingCosts() },
    { page: 'docs/cost.md', name: 'storage', text: storageCosts() },
    { page: 'docs/cost.md', name: 'prices', text: priceList() },
    { page: 'docs/command-line.md', name: 'commands', text: commandsInMarkdown() },
  ];
}

function settingsInMarkdown(part: ContractPart): string {
  return settingsOf(part)
    .map((path) => `\`${path}\``)
    .join(', ');
}
