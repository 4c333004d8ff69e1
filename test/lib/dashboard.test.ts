import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { metricDimensions, metricNames, metricNamespace } from '../../lambdas/metric-names.ts';
import { environmentNames } from '../../lib/environments.ts';
import { resourcesOf, type Template, templateOf } from '../support/templates.ts';

const widgetSchema = z.object({
  type: z.enum(['metric', 'text', 'alarm', 'log']),
  width: z.int(),
  x: z.int(),
  properties: z.object({
    title: z.string().optional(),
    markdown: z.string().optional(),
    query: z.string().optional(),
    alarms: z.array(z.string()).optional(),
    metrics: z.array(z.array(z.unknown())).optional(),
  }),
});

describe.each(environmentNames)('%s', (environment) => {
  let template: Template;
  let widgets: readonly z.infer<typeof widgetSchema>[];

  beforeAll(async () => {
    template = await templateOf(environment);
    widgets = widgetsOf(template);
  });

  it('there is one dashboard, named after the stack and found in the outputs', () => {
    const [made, ...others] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');

    expect(others).toEqual([]);
    expect(made?.Properties.DashboardName).toBe(`Plumbline-${environment}`);
    expect(JSON.stringify(template.Outputs.DashboardUrl?.Value)).toContain(
      '#dashboards/dashboard/",{"Ref":"Dashboard',
    );
  });

  it('every metric that models have is searched for, in this environment, and none that nobody emits', () => {
    const searches = metricsOf(widgets).flatMap(([first]) => searchSchema.safeParse(first).data ?? []);

    const found = searches.map(({ expression, label }) => {
      expect(label).toBe(`$\{PROP('Dim.model')}`);
      const [, namespace, metric, statistic] =
        /^SEARCH\('\{(.*)\} .* MetricName="(\w+)"', '(\w+)', 86400\)$/.exec(expression) ?? [];
      expect(expression).toContain(` environment="${environment}" `);
      expect(namespace).toBe([metricNamespace, ...metricDimensions].join(','));
      expect(['Sum', 'Maximum', 'Average']).toContain(statistic);
      return metric;
    });
    expect(found.sort()).toEqual(Object.values(metricNames).toSorted());
  });

  it('shows every function, queue, dead-letter queue, topic and alarm of the stack', () => {
    const shown = JSON.stringify(metricsOf(widgets));
    const isShown = (metric: string, id: string) =>
      new RegExp(`"${metric}","[A-Za-z]+","[^"]*${id}`).test(shown);
    const ids = (type: string) => resourcesOf(template, type).map(({ id }) => id);
    const functions = ids('AWS::Lambda::Function').filter((id) => !id.startsWith('BucketNotifications'));

    const missing = [
      ...functions.flatMap((id) => lacking(['Invocations', 'Errors', 'Throttles', 'Duration'], id)),
      ...ids('AWS::SQS::Queue').flatMap((id) => lacking(['ApproximateNumberOfMessagesVisible'], id)),
      ...ids('AWS::SNS::Topic').flatMap((id) => lacking(['NumberOfNotificationsFailed'], id)),
    ];
    function lacking(metrics: readonly string[], id: string): string[] {
      return metrics.filter((metric) => !isShown(metric, id)).map((metric) => `${metric} of ${id}`);
    }

    expect(missing).toEqual([]);
    const alarms = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(alarms.map((one) => one.slice(1, -1)).sort()).toEqual(
      ids('AWS::CloudWatch::Alarm')
        .map((id) => `${id}.Arn`)
        .sort(),
    );
  });

  it('labels tell things apart', () => {
    for (const { properties } of widgets) {
      const labels = (properties.metrics ?? []).map((metric) => labelSchema.parse(metric.at(-1)).label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('leads to the index of reports and to the runbook', () => {
    const [head] = widgets;

    expect(head?.properties.markdown).toMatch(
      /\(https:\/\/s3\.console\.aws\.amazon\.com\/s3\/object\/<BucketsResults[0-9A-F]+>\?prefix=reports%2Findex\.html\)/,
    );
    expect(head?.properties.markdown).toContain('docs/runbook.md');
  });

  it('memory is read from the last line of each invocation', () => {
    const logs = widgets.filter(({ type }) => type === 'log');

    expect(logs.map(({ properties }) => properties.query)).toEqual([
      expect.stringMatching(/^SOURCE .*REPORT.*@maxMemoryUsed/s),
    ]);
  });

  it('fits the width of a dashboard', () => {
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });
});

const searchSchema = z.object({ expression: z.string(), label: z.string() });
const labelSchema = z.object({ label: z.string() });

function metricsOf(widgets: readonly z.infer<typeof widgetSchema>[]): readonly (readonly unknown[])[] {
  return widgets.flatMap(({ properties }) => properties.metrics ?? []);
}

/** The body is a text with references in it: here they stand as `<logical id>`. */
function widgetsOf(template: Template) {
  const [made] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const join = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
    .parse(made?.Properties.DashboardBody);
  const body = join['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : `<${Object.values(Object(part)).flat().join('.')}>`))
    .join('');
  return z.object({ widgets: z.array(widgetSchema) }).parse(JSON.parse(body)).widgets;
}
