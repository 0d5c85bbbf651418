import type { Family } from '../core/signal.ts';
import type { DemoGrid } from './demo-places.ts';

export interface DemoDevice {
  id: string;
  family: Family;
  name: string;
  model: string;
  gridCode: string;
  address: string;
  longitude: number;
  latitude: number;
  /** The format it speaks: a name of ingest/codecs/table.ts. */
  codec: 'canonical' | 'ocpp16' | 'frigate';
}

interface Kind {
  prefix: string;
  digits: number;
  family: Family;
  codec: DemoDevice['codec'];
  title: string;
  model: string;
  place: string;
}

const FRIGATE_CAMERA: Kind = {
  prefix: 'frigate_gate_',
  digits: 2,
  family: 'camera',
  codec: 'frigate',
  title: '大门智能摄像机',
  model: 'Frigate 0.16',
  place: '大门',
};
const GATE_CAMERA: Kind = {
  prefix: 'cam-gate-',
  digits: 3,
  family: 'camera',
  codec: 'canonical',
  title: '大门摄像机',
  model: '演示 AI 摄像机',
  place: '大门',
};
const SKY_CAMERA: Kind = {
  prefix: 'cam-sky-',
  digits: 3,
  family: 'camera',
  codec: 'canonical',
  title: '高空抛物摄像机',
  model: '演示 AI 摄像机',
  place: '楼前绿地',
};
const LIFT: Kind = {
  prefix: 'lift-',
  digits: 3,
  family: 'elevator',
  codec: 'canonical',
  title: '电梯 AI 探针',
  model: '演示电梯探针',
  place: '1 单元电梯',
};
const PILE: Kind = {
  prefix: 'pile-',
  digits: 3,
  family: 'charger',
  codec: 'canonical',
  title: '电动自行车充电桩',
  model: '演示十口充电桩',
  place: '车棚',
};
const OCPP: Kind = {
  prefix: 'CP-',
  digits: 4,
  family: 'charger',
  codec: 'ocpp16',
  title: '汽车充电桩',
  model: 'OCPP 1.6 双枪桩',
  place: '地下车库',
};
const SMOKE: Kind = {
  prefix: 'smoke-',
  digits: 3,
  family: 'sensor',
  codec: 'canonical',
  title: '独居老人烟感',
  model: '演示烟感',
  place: '2 单元 301',
};

/** What stands in the n-th micro-grid. */
function kindsAt(index: number): Kind[] {
  return [
    index % 4 === 0 ? FRIGATE_CAMERA : GATE_CAMERA,
    SKY_CAMERA,
    LIFT,
    ...(index % 2 === 0 ? [LIFT] : []),
    PILE,
    ...(index % 3 === 0 ? [OCPP] : []),
    ...(index % 4 === 1 ? [SMOKE] : []),
  ];
}

/** About 200 devices over the micro-grids; the smoke detectors stand in a neighbour unit, with its steward. */
export function demoDevices(grids: readonly DemoGrid[]): DemoDevice[] {
  const counts = new Map<Kind, number>();
  return grids
    .filter((grid) => grid.level === 'MICRO_GRID')
    .flatMap((grid, index) =>
      kindsAt(index).map((kind, place): DemoDevice => {
        const number = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, number);
        const [west = 0, south = 0] = grid.boundary.coordinates[0]?.[0] ?? [];
        return {
          id: `${kind.prefix}${String(number).padStart(kind.digits, '0')}`,
          family: kind.family,
          name: `${grid.name}${kind.title}`,
          model: kind.model,
          gridCode: kind === SMOKE ? `${grid.code}01` : grid.code,
          address: `${grid.name} ${(index % 6) + 1} 号楼 ${kind.place}`,
          longitude: Math.round((west + 0.0001 * (place + 1)) * 1e6) / 1e6,
          latitude: Math.round((south + 0.0002 * (place + 1)) * 1e6) / 1e6,
          codec: kind.codec,
        };
      }),
    );
}
