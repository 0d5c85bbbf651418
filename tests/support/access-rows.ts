import { PEOPLE, PLACE } from './governance.ts';

/** Stands in every text of the first community, and in none of the second. */
export const MARK = '机密';
/** Every telephone number there. */
export const PHONE = '13977778888';

export const text = (words: string) => `${MARK}${words}`;
const SPAN = { startsAt: '2026-01-01T00:00:00Z', endsAt: '2036-01-01T00:00:00Z' };

/** What each mutation is given, and what of its answer is an id of which type. */
export type Row = [
  subgraph: string,
  mutation: string,
  input: (id: Ids) => object,
  select: string,
  type: string,
];
export type Ids = (type: string, at?: number) => string;

const grid = { gridCode: PLACE.grid };
const order = (id: Ids) => ({ workOrderId: id('WorkOrder') });
export const ROWS: readonly Row[] = [
  [
    'grids',
    'saveHousehold',
    () => ({
      ...grid,
      id: 'hh-x',
      buildingId: 'bd-x',
      room: text('室'),
      headName: text('户主'),
      phone: PHONE,
    }),
    'household { id }',
    'Household',
  ],
  [
    'grids',
    'saveKeyPerson',
    () => ({
      ...grid,
      id: 'kp-x',
      category: 'ELDERLY_ALONE',
      name: text('老人'),
      phone: PHONE,
      careNote: text('病'),
    }),
    'keyPerson { id }',
    'KeyPerson',
  ],
  [
    'grids',
    'saveTalentGroup',
    () => ({ ...grid, id: 'tg-x', kind: 'INTEREST', name: text('合唱团'), memberCount: 3 }),
    'group { id }',
    'TalentGroup',
  ],
  [
    'grids',
    'saveTalent',
    () => ({
      ...grid,
      id: 'ta-x',
      name: text('律师'),
      phone: PHONE,
      contactConsent: true,
      fields: ['LAW'],
      note: text('注'),
      groupIds: ['tg-x'],
    }),
    'talent { id }',
    'Talent',
  ],
  [
    'grids',
    'createRoster',
    () => ({
      ...grid,
      role: 'GRID_HEAD',
      name: text('值守'),
      pattern: {
        kind: 'WEEKLY',
        shifts: [{ name: text('班'), from: '08:00', to: '18:00', members: [PEOPLE.head.id] }],
      },
    }),
    'roster { id }',
    'Roster',
  ],
  [
    'grids',
    'recordAbsence',
    () => ({ personId: PEOPLE.worker.id, reason: text('手术'), ...SPAN }),
    'absence { id }',
    'Absence',
  ],
  [
    'grids',
    'addSubstitute',
    () => ({ postId: `post-${PEOPLE.worker.id}`, personId: PEOPLE.head.id, ...SPAN }),
    'substitute { id }',
    'Substitute',
  ],
  [
    'alerts',
    'createMaintenanceWindow',
    () => ({ ...grid, title: text('检修'), startsAt: SPAN.startsAt, endsAt: SPAN.endsAt }),
    'window { id }',
    'MaintenanceWindow',
  ],
  [
    'alerts',
    'putSeverityRule',
    () => ({ ...grid, id: text('rule'), step: 1, reason: text('因') }),
    'rule { id }',
    'SeverityRule',
  ],
  [
    'devices',
    'sendDeviceCommand',
    () => ({ deviceId: 'dev-x', command: 'reboot', params: { note: text('参数') } }),
    'command { id }',
    'DeviceCommand',
  ],
  [
    'workorders',
    'reportMatter',
    () => ({
      ...grid,
      source: 'PATROL',
      matter: 'environment',
      profile: 'standard',
      title: text('垃圾'),
      description: text('详情'),
    }),
    'workOrder { id }',
    'WorkOrder',
  ],
  [
    'workorders',
    'addHelpers',
    (id) => ({ ...order(id), helpers: [{ partyId: 'pt-property', task: text('清运') }] }),
    'workOrder { helpers { id } }',
    'OrderHelper',
  ],
  [
    'workorders',
    'openSupervision',
    (id) => ({ ...order(id), by: 'BRANCH', partyId: 'pt-property', reason: text('督办') }),
    'workOrder { supervisions { id } }',
    'OrderSupervision',
  ],
  [
    'workorders',
    'openGate',
    (id) => ({ ...order(id), gate: 'COUNCIL', subject: text('议题'), voters: [PEOPLE.head.id] }),
    'workOrder { gates { id } }',
    'OrderGate',
  ],
  [
    'workorders',
    'addEvidence',
    (id) => ({
      ...order(id),
      evidence: [{ url: `https://files.example/${encodeURI(MARK)}.jpg`, phase: 'BEFORE' }],
    }),
    'workOrder { evidence { id } }',
    'OrderEvidence',
  ],
  [
    'workorders',
    'createFollowUpList',
    () => ({
      ...grid,
      code: text('L'),
      nameZh: text('清单'),
      nameEn: text('list'),
      kind: 'PROJECT_LIST',
      partyId: 'pt-property',
    }),
    'followUpList { id }',
    'FollowUpList',
  ],
  [
    'workorders',
    'addFollowUpItem',
    (id) => ({ ...order(id), listId: id('FollowUpList'), note: text('项') }),
    'followUpList { items { nodes { id } } }',
    'FollowUpItem',
  ],
  [
    'workorders',
    'offerService',
    () => ({ ...grid, title: text('维修'), matters: ['environment'], partyId: 'pt-property' }),
    'serviceOffer { id }',
    'ServiceOffer',
  ],
  [
    'workorders',
    'bindRecurringDuty',
    () => ({ ...grid, schedule: 'elderly-visit', subject: text('kp-x'), title: text('走访') }),
    'duty { code }',
    '',
  ],
  [
    'residents',
    'submitReport',
    () => ({
      ...grid,
      matter: 'environment',
      channel: 'WECHAT',
      description: text('满溢'),
      address: text('地址'),
      contact: { name: text('人'), phone: PHONE },
    }),
    'caseNumber',
    'CaseNumber',
  ],
  ['residents', 'publishNote', (id) => ({ ...order(id), text: text('公示') }), 'workOrder { id }', ''],
  [
    'notifications',
    'createNotificationEndpoint',
    () => ({
      ...grid,
      kind: 'WEBHOOK',
      name: text('外发'),
      address: 'https://hooks.example/x',
      personId: PEOPLE.worker.id,
    }),
    'endpoint { id }',
    'NotificationEndpoint',
  ],
  [
    'notifications',
    'createNotificationRule',
    (id) => ({ ...grid, name: text('规则'), target: 'ENDPOINT', endpointId: id('NotificationEndpoint') }),
    'rule { id }',
    'NotificationRule',
  ],
  [
    'notifications',
    'testNotificationEndpoint',
    (id) => ({ endpointId: id('NotificationEndpoint') }),
    'delivery { id }',
    'NotificationDelivery',
  ],
];
