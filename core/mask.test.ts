import { expect, test } from 'vitest';
import { maskEmail, maskName, maskPhone } from './mask.ts';

test.each([
  ['王建国', '王**'],
  ['李四', '李*'],
  ['欧阳', '欧*'],
  ['Smith', 'S**'],
  [' 张三 ', '张*'],
  // all of a name would be no mask
  ['张', '*'],
  ['', ''],
])('the name %s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked));

test.each([
  ['13800000000', '138****0000'],
  ['138 1234 5678', '138****5678'],
  ['+86 138 0000 0000', '+86****0000'],
  ['028-88886666', '028****6666'],
  ['028-1234', '****34'],
  ['110', '****'],
  ['ask the concierge', '****'],
])('the number %s is shown as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

test.each([
  ['wang@example.com', 'w***@example.com'],
  ['@x', '***'],
  ['nobody', '***'],
])('the mailbox %s is shown as %s', (email, masked) => expect(maskEmail(email)).toBe(masked));
