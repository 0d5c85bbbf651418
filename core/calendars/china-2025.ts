import type { CalendarYear } from '../calendar-data.ts';

/** Days off and make-up days of 2025, as the State Council General Office published them. */
export const CHINA_2025: CalendarYear = {
  year: 2025,
  status: 'PUBLISHED',
  source: {
    titleZh: '国务院办公厅关于2025年部分节假日安排的通知',
    number: '国办发明电〔2024〕12号',
    issuedOn: '2024-11-12',
    url: 'https://www.gov.cn/zhengce/content/202411/content_6986382.htm',
  },
  holidays: [
    { from: '2025-01-01', to: '2025-01-01', nameZh: '元旦', nameEn: "New Year's Day" },
    { from: '2025-01-28', to: '2025-02-04', nameZh: '春节', nameEn: 'Spring Festival' },
    { from: '2025-04-04', to: '2025-04-06', nameZh: '清明节', nameEn: 'Qingming Festival' },
    { from: '2025-05-01', to: '2025-05-05', nameZh: '劳动节', nameEn: 'Labour Day' },
    { from: '2025-05-31', to: '2025-06-02', nameZh: '端午节', nameEn: 'Dragon Boat Festival' },
    {
      from: '2025-10-01',
      to: '2025-10-08',
      nameZh: '国庆节、中秋节',
      nameEn: 'National Day and Mid-Autumn Festival',
    },
  ],
  makeUpDays: [
    { day: '2025-01-26', nameZh: '春节', nameEn: 'Spring Festival' },
    { day: '2025-02-08', nameZh: '春节', nameEn: 'Spring Festival' },
    { day: '2025-04-27', nameZh: '劳动节', nameEn: 'Labour Day' },
    { day: '2025-09-28', nameZh: '国庆节、中秋节', nameEn: 'National Day and Mid-Autumn Festival' },
    { day: '2025-10-11', nameZh: '国庆节、中秋节', nameEn: 'National Day and Mid-Autumn Festival' },
  ],
};
