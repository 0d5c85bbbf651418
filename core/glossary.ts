/** A term of the field: English in code, Chinese where a person reads it. Feeds schema texts, console and docs. */
export interface Term {
  term: string;
  zh: string;
  en: string;
  definition: string;
}

export const GLOSSARY: readonly Term[] = [
  {
    term: 'device',
    zh: '设备',
    en: 'Device',
    definition: 'A camera, lift probe, charger or sensor that sends frames.',
  },
  {
    term: 'alert',
    zh: '告警',
    en: 'Alert',
    definition: 'One occurrence as a device told it; never changed.',
  },
  {
    term: 'incident',
    zh: '事件',
    en: 'Incident',
    definition: 'What repeated alerts of one device, channel and type are about; has a lifecycle.',
  },
  {
    term: 'workOrder',
    zh: '工单',
    en: 'Work order',
    definition: 'Who does what by when, opened by an incident or a report.',
  },
  {
    term: 'grid',
    zh: '网格',
    en: 'Grid',
    definition: 'A place of governance; its code is its path. A closed compound is one grid.',
  },
  {
    term: 'microGrid',
    zh: '微网格',
    en: 'Micro-grid',
    definition: 'Part of a grid of 50-80 permanent households with one worker.',
  },
  {
    term: 'neighbourUnit',
    zh: '邻',
    en: 'Neighbour unit',
    definition: '10-20 households with one steward, the lowest level.',
  },
  { term: 'post', zh: '岗位', en: 'Post', definition: 'A role held by a person at a grid for a time.' },
  {
    term: 'party',
    zh: '组织',
    en: 'Party',
    definition: "A party branch, owners' committee, property company, department or team.",
  },
  {
    term: 'dutyLadder',
    zh: '值守阶梯',
    en: 'Duty ladder',
    definition: 'Whom to ask first, next and last; empty and absent steps are skipped and told.',
  },
  {
    term: 'dispatch',
    zh: '派遣',
    en: 'Dispatch',
    definition: 'Sending a work order to somebody, with the reason why.',
  },
  {
    term: 'acknowledge',
    zh: '确认',
    en: 'Acknowledge',
    definition: 'Somebody has seen the incident; it does not end it.',
  },
  {
    term: 'clear',
    zh: '解除',
    en: 'Clear',
    definition: 'The incident has ended, by its source, silence or a person.',
  },
  {
    term: 'shelve',
    zh: '搁置',
    en: 'Shelve',
    definition: 'Nobody is paged until a time; a rise in severity is still told.',
  },
  {
    term: 'flapping',
    zh: '抖动',
    en: 'Flapping',
    definition: 'It comes and goes; told once, kept open until it has been calm for a while.',
  },
  {
    term: 'suppress',
    zh: '抑制',
    en: 'Suppress',
    definition: 'Another incident explains it: stored and shown, nobody is sent.',
  },
  {
    term: 'maintenanceWindow',
    zh: '检修窗口',
    en: 'Maintenance window',
    definition: 'Planned work: what begins in it is shown and marked, nobody is sent until it is over.',
  },
  {
    term: 'falseAlarm',
    zh: '误报',
    en: 'False alarm',
    definition: 'A person judged that there was nothing.',
  },
  {
    term: 'latched',
    zh: '锁存',
    en: 'Latched',
    definition: 'Ends only when a person says so, with a reason.',
  },
  {
    term: 'pulse',
    zh: '脉冲',
    en: 'Pulse',
    definition: 'Ends by silence: the source never says that it is over.',
  },
  { term: 'severity', zh: '严重程度', en: 'Severity', definition: 'info < minor < major < critical.' },
  {
    term: 'suspend',
    zh: '挂账',
    en: 'Suspend',
    definition: 'Work waits until a date for a reason; its clocks wait too.',
  },
  {
    term: 'verify',
    zh: '核查',
    en: 'Check',
    definition: 'Somebody other than the handler looks whether it is done.',
  },
  { term: 'close', zh: '结案', en: 'Close', definition: 'The order is done and checked.' },
  {
    term: 'supervise',
    zh: '督办',
    en: 'Supervise',
    definition: 'A higher body watches an order and may keep it from closing.',
  },
  { term: 'fourEyes', zh: '四眼原则', en: 'Four eyes', definition: 'Who handled an order may not check it.' },
  {
    term: 'caseNumber',
    zh: '案卷号',
    en: 'Case number',
    definition: 'Class, categories, day and serial of a work order.',
  },
  {
    term: 'unclaimed',
    zh: '待认领',
    en: 'Unclaimed',
    definition: 'A device that registered itself; nobody has said where it is.',
  },
  {
    term: 'quarantine',
    zh: '隔离区',
    en: 'Quarantine',
    definition: 'Frames that were refused, kept with the reason, to be replayed.',
  },
];
