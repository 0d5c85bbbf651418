import type { CalendarData, Period } from './calendar-data.ts';
import { CHINA_2025 } from './calendars/china-2025.ts';
import { CHINA_2026 } from './calendars/china-2026.ts';
import { CHINA_2027 } from './calendars/china-2027.ts';

/** Eight hours a day (国务院关于职工工作时间的规定, art. 3); a county that keeps others has a calendar of its own. */
const OFFICE: readonly Period[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];

/** Offices of mainland China: Monday to Friday, holidays and make-up days as the State Council publishes them. */
export const CHINA_CALENDAR: CalendarData = {
  code: 'china',
  nameZh: '全国机关工作日历',
  nameEn: 'Offices of mainland China',
  zone: 'Asia/Shanghai',
  hours: [
    {
      from: null,
      week: {
        MON: OFFICE,
        TUE: OFFICE,
        WED: OFFICE,
        THU: OFFICE,
        FRI: OFFICE,
        SAT: [],
        SUN: [],
        MAKE_UP: OFFICE,
      },
    },
  ],
  years: [CHINA_2025, CHINA_2026, CHINA_2027],
  exceptions: [],
};
