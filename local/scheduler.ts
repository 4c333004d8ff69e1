import type { Access } from './access.ts';
import { arn } from './account.ts';
import type { Schedule } from './build/schedules.ts';
import type { Service, ServiceReply } from './service.ts';
import { notImplemented, ServiceError } from './service-error.ts';

/** EventBridge Scheduler: what is asked of a schedule that is there. */
export function createScheduler(schedules: readonly Schedule[], access: Access): Service {
  return {
    async handle({ method, path, query, caller }) {
      const [, folder, encoded = '', ...rest] = path.split('/');
      if (method !== 'GET' || folder !== 'schedules' || rest.length > 0 || query.has('groupName'))
        throw notImplemented(`${method} ${path} of the Scheduler`);
      const name = decodeURIComponent(encoded);
      const resource = arn('scheduler', `schedule/default/${name}`);
      access.demand(caller, { action: 'scheduler:GetSchedule', resource });
      const found = schedules.find(({ physicalName }) => physicalName === name);
      if (!found)
        throw new ServiceError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`);
      return reply(200, {
        Arn: resource,
        Name: name,
        GroupName: 'default',
        State: found.enabled ? 'ENABLED' : 'DISABLED',
        ScheduleExpression: found.expression,
      });
    },
    renderError: ({ status, code, message }) => ({
      ...reply(status, { Message: message }),
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    }),
  };
}

function reply(status: number, body: unknown): ServiceReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
