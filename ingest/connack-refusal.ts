/** Why a broker refuses a CONNECT: the codes of MQTT 3.1.1 (3.2.2.3) and MQTT 5 (3.2.2.2). */
const CODES: Readonly<Record<number, { en: string; zh: string }>> = {
  1: { en: 'it does not speak this version of MQTT', zh: '不支持该 MQTT 版本' },
  2: { en: 'it does not take this client id', zh: '不接受该客户端标识' },
  3: { en: 'it is not available now', zh: '服务暂不可用' },
  4: { en: 'the user or password is wrong', zh: '用户名或密码错误' },
  5: { en: 'the user or password is wrong, or the user may not connect', zh: '用户名或密码错误，或无权连接' },
  132: { en: 'it does not speak this version of MQTT', zh: '不支持该 MQTT 版本' },
  133: { en: 'it does not take this client id', zh: '不接受该客户端标识' },
  134: { en: 'the user or password is wrong', zh: '用户名或密码错误' },
  135: {
    en: 'the user or password is wrong, or the user may not connect',
    zh: '用户名或密码错误，或无权连接',
  },
  136: { en: 'it is not available now', zh: '服务暂不可用' },
  137: { en: 'it is busy', zh: '服务繁忙' },
  138: { en: 'this client is banned', zh: '该客户端已被禁止' },
  151: { en: 'its quota is used up', zh: '配额已用尽' },
  159: { en: 'connections come too fast', zh: '连接过于频繁' },
};

/** What a CONNACK that refuses says, for a person. */
export function connackRefusal(code: number): { en: string; zh: string } {
  const known = CODES[code];
  return {
    en: `the broker refused us (code ${code}${known === undefined ? '' : `: ${known.en}`})`,
    zh: `MQTT 服务器拒绝连接（代码 ${code}${known === undefined ? '' : `：${known.zh}`}）`,
  };
}

/** Whether the code means that the broker speaks another version of MQTT. */
export const refusesVersion = (code: number): boolean => code === 1 || code === 132;
