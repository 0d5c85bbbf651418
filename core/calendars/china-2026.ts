import type { CalendarYear } from '../calendar-data.ts';

/** Days off and make-up days of 2026, as the State Council General Office published them. */
export const CHINA_2026: CalendarYear = {
  year: 2026,
  status: 'PUBLISHED',
  source: {
    titleZh: '国务院办公厅关于2026年部分节假日安排的通知',
    number: '国办发明电〔2025〕7号',
    issuedOn: '2025-11-04',
    url: 'https://www.gov.cn/zhengce/content/202511/content_7047090.htm',
  },
  holidays: [
    { from: '2026-01-01', to: '2026-01-03', nameZh: '元旦', nameEn: "New Year's Day" },
    { from: '2026-02-15', to: '2026-02-23', nameZh: '春节', nameEn: 'Spring Festival' },
    { from: '2026-04-04', to: '2026-04-06', nameZh: '清明节', nameEn: 'Qingming Festival' },
    { from: '2026-05-01', to: '2026-05-05', nameZh: '劳动节', nameEn: 'Labour Day' },
    { from: '2026-06-19', to: '2026-06-21', nameZh: '端午节', nameEn: 'Dragon Boat Festival' },
    { from: '2026-09-25', to: '2026-09-27', nameZh: '中秋节', nameEn: 'Mid-Autumn Festival' },
    { from: '2026-10-01', to: '2026-10-07', nameZh: '国庆节', nameEn: 'National Day' },
  ],
  makeUpDays: [
    { day: '2026-01-04', nameZh: '元旦', nameEn: "New Year's Day" },
    { day: '2026-02-14', nameZh: '春节', nameEn: 'Spring Festival' },
    { day: '2026-02-28', nameZh: '春节', nameEn: 'Spring Festival' },
    { day: '2026-05-09', nameZh: '劳动节', nameEn: 'Labour Day' },
    { day: '2026-09-20', nameZh: '国庆节', nameEn: 'National Day' },
    { day: '2026-10-10', nameZh: '国庆节', nameEn: 'National Day' },
  ],
};
