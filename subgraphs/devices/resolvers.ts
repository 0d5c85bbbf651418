import { REFUSAL_REASONS } from '../../core/errors.ts';
import type { Family } from '../../core/signal.ts';
import type { CountedPage } from '../page.ts';
import type { CommandRow } from './command-store.ts';
import type { FaultRow, SampleRow } from './quarantine-store.ts';
import type { ReplayRow } from './replay-store.ts';
import type { DevicesService } from './service.ts';
import type { DeviceRow } from './store.ts';
import type * as T from './types.generated.ts';

export interface DevicesContext {
  devices: DevicesService;
}

const FAMILY_NAMES = {
  camera: 'CAMERA',
  elevator: 'ELEVATOR',
  charger: 'CHARGER',
  sensor: 'SENSOR',
} as const satisfies Record<Family, T.DeviceFamily>;

const FAMILY_OF_NAME = {
  CAMERA: 'camera',
  ELEVATOR: 'elevator',
  CHARGER: 'charger',
  SENSOR: 'sensor',
} as const satisfies Record<T.DeviceFamily, Family>;

function deviceFilter(filter: T.DeviceFilter | null | undefined) {
  return { ...filter, families: filter?.families?.map((name) => FAMILY_OF_NAME[name]) };
}

const Device = {
  __resolveReference: ({ id }, { devices }) => devices.device(id),
  family: (device) => FAMILY_NAMES[device.family],
  position: ({ longitude, latitude }) =>
    longitude === null || latitude === null ? null : { longitude, latitude },
  grid: ({ gridCode }) => (gridCode === null ? null : { code: gridCode }),
  channels: (device, _, { devices }) => devices.channels(device),
  metricWatches: async (device, _, { devices }) =>
    (await devices.metricWatches(device)).map(({ silenceSeconds, ...watch }) => ({
      ...watch,
      silence: silenceSeconds * 1000,
    })),
  class: async (device, _, { devices }) => (await devices.link(device)).class,
  silence: (device, _, { devices }) => devices.silenceMs(device),
  parent: (device, _, { devices }) => devices.parent(device),
  children: (device, { first }, { devices }) => devices.children(device, first),
  health: (device, _, { devices }) => devices.health(device),
  commands: ({ id }, page, { devices }) => devices.commands.commandsOf(id, page),
  readings: async (device, args, { devices }) =>
    (await devices.readings(device, args)).map(({ atMs, ...row }) => ({ at: new Date(atMs), ...row })),
} satisfies T.DeviceResolvers<DevicesContext, DeviceRow>;

const DeviceCommand = {
  device: ({ deviceId }, _, { devices }) => devices.device(deviceId),
} satisfies T.DeviceCommandResolvers<DevicesContext, CommandRow>;

const Grid = {
  __resolveReference: ({ code }) => ({ code }),
  devices: ({ code }, { filter, ...page }, { devices }) =>
    devices.devicesOfGrid(code, deviceFilter(filter), page),
} satisfies T.GridResolvers<DevicesContext, { code: string }>;

const QuarantinedFrame = {
  reasonZh: ({ reason }) => REFUSAL_REASONS[reason].zh,
  receivedAt: ({ lastSeenAt }) => lastSeenAt,
  size: async (fault, _, { devices }) => (await devices.quarantine.newest(fault))?.size ?? 0,
  payloadText: async (fault, _, { devices }) =>
    (await devices.quarantine.newest(fault))?.payload.toString('utf8') ?? '',
  payloadBase64: async (fault, _, { devices }) =>
    (await devices.quarantine.newest(fault))?.payload.toString('base64') ?? '',
  samples: (fault, { first }, { devices }) => devices.quarantine.samples(fault, first),
} satisfies T.QuarantinedFrameResolvers<DevicesContext, FaultRow>;

const QuarantineSample = {
  payloadText: ({ payload }) => payload.toString('utf8'),
  payloadBase64: ({ payload }) => payload.toString('base64'),
  replay: (sample) =>
    sample.replayState === null || sample.replayId === null
      ? null
      : {
          replayId: sample.replayId,
          state: sample.replayState,
          replayedAt: sample.replayedAt,
          codec: sample.replayCodec,
          codecVersion: sample.replayCodecVersion,
          signals: sample.replaySignals,
          reason: sample.replayReason,
          reasonZh: sample.replayReason === null ? null : REFUSAL_REASONS[sample.replayReason].zh,
          path: sample.replayPath,
          message: sample.replayMessage,
        },
} satisfies T.QuarantineSampleResolvers<DevicesContext, SampleRow>;

const QuarantineReplay = {
  pending: ({ total, accepted, partly, refused }) => Math.max(0, total - accepted - partly - refused),
} satisfies T.QuarantineReplayResolvers<DevicesContext, ReplayRow>;

const DeviceConnection = {
  totalCount: (page) => page.count(),
} satisfies T.DeviceConnectionResolvers<DevicesContext, CountedPage<DeviceRow>>;

const QuarantineConnection = {
  totalCount: (page) => page.count(),
} satisfies T.QuarantineConnectionResolvers<DevicesContext, CountedPage<FaultRow>>;

const Query = {
  devices: (_, { filter, ...page }, { devices }) => devices.devices(deviceFilter(filter), page),
  device: (_, { id }, { devices }) => devices.device(id),
  deviceCommand: (_, { id }, { devices }) => devices.commands.command(id),
  deviceCommandChange: (_, { cursor }, { devices }) => devices.commands.commandChange(cursor),
  auditTrail: (_, { filter, ...page }, { devices }) => devices.auditTrail({ ...filter }, page),
  auditCheck: async (_, _args, { devices }) => {
    const found = await devices.auditCheck();
    return found.sound
      ? { sound: true, rows: found.rows }
      : { sound: false, rows: found.rows, brokenAt: String(found.seq), reason: found.reason };
  },
  quarantine: (_, { filter, ...page }, { devices }) => devices.quarantine.page({ ...filter }, page),
  quarantineReplay: (_, { id }, { devices }) => devices.quarantine.replayOf(id),
} satisfies T.QueryResolvers<DevicesContext>;

const Mutation = {
  watchMetric: async (_, { input }, { devices }) => ({
    device: await devices.watchMetric(input),
    clientMutationId: input.clientMutationId,
  }),
  unwatchMetric: async (_, { input }, { devices }) => ({
    device: await devices.unwatchMetric(input),
    clientMutationId: input.clientMutationId,
  }),
  setDeviceParent: async (_, { input }, { devices }) => ({
    device: await devices.setParent(input),
    clientMutationId: input.clientMutationId,
  }),
  claimDevice: async (_, { input }, { devices }) => ({
    device: await devices.claim(input),
    clientMutationId: input.clientMutationId,
  }),
  sendDeviceCommand: async (_, { input }, { devices }) => ({
    command: await devices.commands.sendCommand(input),
    clientMutationId: input.clientMutationId,
  }),
  registerDevice: async (_, { input }, { devices }) => ({
    device: await devices.register({ ...input, family: FAMILY_OF_NAME[input.family] }),
    clientMutationId: input.clientMutationId,
  }),
  updateDevice: async (_, { input }, { devices }) => ({
    device: await devices.update(input),
    clientMutationId: input.clientMutationId,
  }),
  retireDevice: async (_, { input }, { devices }) => ({
    device: await devices.retire(input),
    clientMutationId: input.clientMutationId,
  }),
  replayQuarantine: async (_, { input }, { devices }) => ({
    replay: await devices.quarantine.replay(input),
    clientMutationId: input.clientMutationId,
  }),
} satisfies T.MutationResolvers<DevicesContext>;

export const devicesResolvers = {
  Device,
  DeviceCommand,
  Grid,
  QuarantinedFrame,
  QuarantineSample,
  QuarantineReplay,
  DeviceConnection,
  QuarantineConnection,
  Query,
  Mutation,
};
