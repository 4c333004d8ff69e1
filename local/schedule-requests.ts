import type { Schedule } from './build/schedules.ts';
import type { AnswerUnsigned, ServiceReply } from './service.ts';

/**
 * What the clock would start, started by hand: `POST /schedules/weekly-digest`, and with `?time=2026-11-30T08:00:00Z` as if it
 * were then. `GET /schedules` lists them. AWS knows nothing of the kind.
 */
export function answerScheduleRequests(schedules: readonly Schedule[]): AnswerUnsigned {
  return ({ method, path, query }) => {
    const [, folder, name, ...rest] = path.split('/');
    if (folder !== 'schedules' || rest.length > 0) return undefined;
    if (!name) return Promise.resolve(text(200, schedules.map(describe).join('\n')));
    if (method !== 'POST') return Promise.resolve(text(405, `POST /schedules/${name} runs it.`));
    const schedule = schedules.find((one) => one.name === name);
    if (schedule) return run(schedule, query.get('time'));
    return Promise.resolve(
      text(404, `No schedule is called ${name}: ${schedules.map((one) => one.name).join(', ')}.`),
    );
  };
}

async function run({ name, run }: Schedule, asked: string | null): Promise<ServiceReply> {
  const time = asked === null ? undefined : new Date(asked);
  if (time && Number.isNaN(time.getTime()))
    return text(400, `"${asked}" is no time: 2026-11-30T08:00:00Z is one.`);
  const result = await run(time);
  return result.ok
    ? text(200, `${name} has run. What there is to tell comes into the outbox.`)
    : text(500, `${name} failed: ${result.error}`);
}

function describe({ name, expression }: Schedule): string {
  return `${name}  ${expression}`;
}

function text(status: number, line: string): ServiceReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${line}\n` };
}
