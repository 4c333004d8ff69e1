import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cloud, startCloud } from './cloud.ts';
import type { CloudOptions } from './cloud-options.ts';
import { describeStored, readText } from './describe-stored.ts';
import type { Delivery } from './outbox.ts';
import { synthesize } from './synthesize.ts';

/** `npm run local`: keeps the embedded cloud up until it is interrupted. */
const usage = `usage: npm run local -- [--port PORT] [--data DIRECTORY]

  --port PORT        port on 127.0.0.1 (a free one)
  --data DIRECTORY   folder for objects, outbox and logs (.plumbline/local)
`;

const root = join(import.meta.dirname, '..');

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) return;
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const assembly = await synthesize('local', { onProgress: say });
  const cloud = await startCloud({
    ...options,
    assembly,
    onDelivery: (delivery) => say(describeDelivery(delivery)),
    onStored: async (bucket, key) => {
      const object = { bucket, key };
      const line = await describeStored(cloud, object, () => readText(cloud, object));
      if (line !== undefined) say(line);
    },
  });
  say(describeCloud(cloud));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say('\nStopping.');
      void cloud.stop();
    });
  }
}

function readArguments(): Pick<CloudOptions, 'port' | 'directory'> | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string', default: join(root, '.plumbline/local') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return undefined;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${values.port} is no port.\n\n${usage}`);
  return { port, directory: values.data };
}

function describeCloud({
  endpoint,
  credentials,
  region,
  outputs,
  schedules,
  outboxDirectory,
  logDirectory,
}: Cloud): string {
  const inbox = outputs.InboxBucketName ?? '<bucket>';
  const results = outputs.ResultsBucketName ?? '<bucket>';
  return `
The embedded cloud runs. Ctrl-C stops it; its objects go with it, outbox and logs stay.

  endpoint  ${endpoint}
  inbox     ${inbox}
  results   ${results}
  outbox    ${relative(process.cwd(), outboxDirectory)}
  logs      ${relative(process.cwd(), logDirectory)}

The AWS command line and any SDK can use it:

  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region} AWS_DEFAULT_REGION=${region}
  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}

  aws --endpoint-url ${endpoint} s3 cp reference.csv s3://${inbox}/references/<model>/
  aws --endpoint-url ${endpoint} s3 cp batch.csv s3://${inbox}/batches/<model>/

Reports of all batches, to be opened in a browser from reports/index.html on:

  aws --endpoint-url ${endpoint} s3 cp --recursive s3://${results}/reports/ reports/

What the clock starts on AWS waits here for you. With ?time=… it runs as if it were then: a digest of the week that is not over,
or a look at whose batch has not come by tomorrow.

${schedules.map(({ name }) => `  curl -X POST ${endpoint}/schedules/${name}`).join('\n')}
  curl -X POST '${endpoint}/schedules/weekly-digest?time=${aWeekFromNow()}'
`;
}

/** To the minute: the digest of then is that of this week. */
function aWeekFromNow(): string {
  return `${new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 16)}Z`;
}

function describeDelivery({ number, protocol, endpoint, status, subject, card, reason }: Delivery): string {
  const what = card?.content.title ?? subject ?? '(no subject)';
  const why = reason === undefined ? '' : ` (${reason.replaceAll('\n', ' ')})`;
  return `${String(number).padStart(3)}  ${protocol} to ${endpoint}, ${status}: ${what}${why}`;
}
