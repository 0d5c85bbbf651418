import type { Column } from './import-check.ts';

/** What an imported file may hold. */
export const IMPORT_KINDS = [
  'grids',
  'boundaries',
  'buildings',
  'households',
  'key-persons',
  'posts',
  'devices',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export function isImportKind(value: string): value is ImportKind {
  return IMPORT_KINDS.some((kind) => kind === value);
}

/** Columns by kind. Headers are matched without regard to case, spaces, `_` and `-`. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, Readonly<Record<string, Column>>>> = {
  grids: {
    code: { also: ['网格编码', '编码'], required: true },
    name: { also: ['网格名称', '名称'], required: true },
    households: { also: ['常住户数', '户数'] },
    compound: { also: ['小区', '封闭小区'] },
    propertyClass: { also: ['物业类别'] },
    fullMembers: { also: ['正式党员数'] },
    alias: { also: ['20位编码'], maxLength: 20 },
  },
  boundaries: {
    code: { also: ['网格编码', '编码'], required: true },
    boundary: { also: ['geometry', '边界'], required: true, maxLength: 2_000_000 },
    coordinateSystem: { also: ['crs', '坐标系'] },
    validFrom: { also: ['from', '生效日期'] },
  },
  buildings: {
    buildingId: { also: ['楼栋编号'], required: true, maxLength: 128 },
    name: { also: ['buildingName', '楼栋名称', '名称'], required: true },
    // may be left out where a position is given
    gridCode: { also: ['grid', '网格编码', '网格'] },
    compound: { also: ['小区', '封闭小区'] },
    address: { also: ['地址'], maxLength: 500 },
    floors: { also: ['层数'] },
    leaderId: { also: ['楼栋长编号'], maxLength: 128 },
    floorLeaders: { also: ['楼层长'], maxLength: 10_000 },
    coordinateSystem: { also: ['crs', '坐标系'] },
    longitude: { also: ['lon', 'lng', '经度'] },
    latitude: { also: ['lat', '纬度'] },
  },
  households: {
    householdId: { also: ['户号', '住户编号'], required: true, maxLength: 128 },
    // may be left out where a building or a position is given
    gridCode: { also: ['grid', '网格编码', '网格'] },
    buildingId: { also: ['楼栋编号'], maxLength: 128 },
    floor: { also: ['楼层'], maxLength: 100 },
    room: { also: ['房号'], maxLength: 100 },
    headName: { also: ['户主'], maxLength: 100 },
    phone: { also: ['电话', '手机'], maxLength: 40 },
    permanent: { also: ['常住'] },
    members: { also: ['人数'] },
    coordinateSystem: { also: ['crs', '坐标系'] },
    longitude: { also: ['lon', 'lng', '经度'] },
    latitude: { also: ['lat', '纬度'] },
  },
  'key-persons': {
    keyPersonId: { also: ['重点人员编号'], required: true, maxLength: 128 },
    category: { also: ['人员类别', '重点人员类别'], required: true },
    name: { also: ['姓名'], required: true, maxLength: 100 },
    // may be left out where a household is given
    gridCode: { also: ['grid', '网格编码', '网格'] },
    householdId: { also: ['户号', '住户编号'], maxLength: 128 },
    phone: { also: ['电话', '手机'], maxLength: 40 },
    careNote: { also: ['关爱说明'], maxLength: 500 },
    weeklyVisit: { also: ['每周走访'] },
  },
  posts: {
    role: { also: ['岗位', '岗位角色'], required: true },
    gridCode: { also: ['grid', '网格编码', '网格'], required: true },
    title: { also: ['职务称呼', '职务', '称呼'], required: true },
    personId: { also: ['person', '人员编号'], maxLength: 128 },
    phone: { also: ['电话', '手机'], maxLength: 40 },
    validFrom: { also: ['from', '任职起始', '起始日期'] },
    validTo: { also: ['to', '任职终止', '终止日期'] },
  },
  devices: {
    id: { also: ['deviceId', '设备编号', '编号'], required: true, maxLength: 128 },
    family: { also: ['类别', '设备类别'], required: true },
    name: { also: ['设备名称', '名称'], required: true },
    // may be left out where a position is given
    gridCode: { also: ['grid', '网格编码', '网格'] },
    vendor: { also: ['maker', '厂商', '厂家'] },
    model: { also: ['型号'] },
    serial: { also: ['serialNumber', 'sn', '序列号'] },
    firmware: { also: ['固件', '固件版本'] },
    address: { also: ['地址', '安装位置'], maxLength: 500 },
    building: { also: ['楼栋'], maxLength: 100 },
    floor: { also: ['楼层'], maxLength: 100 },
    tags: { also: ['标签'], maxLength: 3_000 },
    coordinateSystem: { also: ['crs', '坐标系'] },
    longitude: { also: ['lon', 'lng', '经度'] },
    latitude: { also: ['lat', '纬度'] },
    codec: { also: ['format', '协议'] },
  },
};
