import type { Family } from '../../core/signal.ts';
import { textArgument } from '../access.ts';
import { tagsArgument } from './fields.ts';
import type { DeviceCriteria, DeviceState } from './store.ts';

type Maybe<T> = T | null | undefined;

export interface DeviceFilter {
  gridCode?: Maybe<string>;
  families?: Maybe<readonly Family[]>;
  state?: Maybe<DeviceState>;
  online?: Maybe<boolean>;
  search?: Maybe<string>;
  tags?: Maybe<readonly string[]>;
  building?: Maybe<string>;
  vendor?: Maybe<string>;
  silentSince?: Maybe<Date>;
  clockDriftOver?: Maybe<number>;
  batteryBelow?: Maybe<number>;
  refusedSince?: Maybe<Date>;
}

export interface PageArguments {
  first?: Maybe<number>;
  after?: Maybe<string>;
}

/** A filter as the store takes it. @throws HubError BAD_USER_INPUT */
export function criteriaOf(filter: DeviceFilter): DeviceCriteria {
  return {
    families: filter.families ?? null,
    state: filter.state ?? null,
    online: filter.online ?? null,
    search: textArgument('filter.search', filter.search, 200),
    tags: filter.tags == null ? null : tagsArgument('filter.tags', filter.tags),
    building: textArgument('filter.building', filter.building, 100),
    vendor: textArgument('filter.vendor', filter.vendor, 200),
    health: {
      silentSince: filter.silentSince ?? null,
      clockDriftOverMs: filter.clockDriftOver ?? null,
      batteryBelow: filter.batteryBelow ?? null,
      refusedSince: filter.refusedSince ?? null,
    },
  };
}
