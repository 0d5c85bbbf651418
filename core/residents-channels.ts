/**
 * How a resident's report reached us, and the source that its work order names. Online and offline ways are one list
 * (HY-30, HUA-14, HUA-15, AQ-06, RS-17, RS-18, HD-02): the demand list is asked by it.
 */
export const REPORT_CHANNELS = {
  WECHAT: { zh: '微信', en: 'WeChat message or official account', source: 'RESIDENT' },
  CHAT_GROUP: { zh: '微信群', en: 'Chat group of neighbours', source: 'RESIDENT' },
  MINI_PROGRAM: { zh: '小程序', en: 'Mini programme', source: 'RESIDENT' },
  APP: { zh: '手机应用', en: 'Mobile app', source: 'RESIDENT' },
  MOBILE_COUNCIL: { zh: '掌上议事厅', en: 'Council hall on the phone', source: 'RESIDENT' },
  DIRECT_LINE: { zh: '民意直通车', en: 'Direct line for opinions', source: 'RESIDENT' },
  HOTLINE_12345: { zh: '12345 热线', en: '12345 government hotline', source: 'HOTLINE_12345' },
  PHONE: { zh: '电话', en: 'Telephone', source: 'RESIDENT' },
  COUNTER: { zh: '服务窗口', en: 'Service counter', source: 'RESIDENT' },
  SUGGESTION_BOX: { zh: '意见箱', en: 'Suggestion box', source: 'RESIDENT' },
  STICKY_NOTE: { zh: '便利贴', en: 'Sticky note', source: 'RESIDENT' },
  VISIT: { zh: '入户走访', en: 'Visit at home', source: 'RESIDENT' },
  MEETING: { zh: '民情恳谈、议事会', en: 'Meeting with residents', source: 'RESIDENT' },
  OPEN311: { zh: 'Open311 接口', en: 'Open311 client', source: 'RESIDENT' },
  OTHER: { zh: '其他', en: 'Anything else', source: 'RESIDENT' },
} as const satisfies Record<string, { zh: string; en: string; source: 'RESIDENT' | 'HOTLINE_12345' }>;

export type ReportChannel = keyof typeof REPORT_CHANNELS;

export function isReportChannel(value: string): value is ReportChannel {
  return Object.hasOwn(REPORT_CHANNELS, value);
}

/** Who acts on an order in a reporter's name: history shows the case number, never a person. */
export function reporterActor(caseNumber: string): string {
  return `reporter:${caseNumber}`;
}
