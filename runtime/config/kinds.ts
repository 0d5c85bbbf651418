import { isIP } from 'node:net';

/** How the text of one setting becomes a value. A fault says in both languages what was expected. */
export interface Fault {
  en: string;
  zh: string;
}

/** What a setting's text was read as, or why it could not be. */
export type Reading<T> = { value: T } | { fault: Fault };

/** A kind of setting: `read` is pure and gets text that is never empty. */
export interface Kind<T> {
  en: string;
  zh: string;
  read: (text: string) => Reading<T>;
}

function fault<T>(en: string, zh: string): Reading<T> {
  return { fault: { en, zh } };
}

export const text: Kind<string> = { en: 'text', zh: '文本', read: (value) => ({ value }) };

/** A host name or address to listen on. */
export const host: Kind<string> = {
  en: 'host',
  zh: '主机名',
  read: (value) =>
    /^[\w.:-]+$/.test(value) ? { value } : fault('is not a host name or address', '不是主机名或地址'),
};

export function integer(least: number, most: number): Kind<number> {
  return {
    en: `integer ${least}-${most}`,
    zh: `整数 ${least}-${most}`,
    read: (value) => {
      const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) return { value: number };
      return fault(`is not an integer from ${least} to ${most}`, `不是 ${least} 到 ${most} 的整数`);
    },
  };
}

/** A TCP port; 0 takes any free one. */
export const port = integer(0, 65_535);

const SWITCH = new Map([
  ['on', true],
  ['true', true],
  ['yes', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['no', false],
  ['0', false],
]);

export const onOff: Kind<boolean> = {
  en: 'on | off',
  zh: 'on | off',
  read: (value) => {
    const found = SWITCH.get(value.toLowerCase());
    return found === undefined ? fault('is neither on nor off', '既不是 on 也不是 off') : { value: found };
  },
};

export function oneOf<const T extends string>(...choices: T[]): Kind<T> {
  const listed = choices.join(' | ');
  return {
    en: listed,
    zh: listed,
    read: (value) => {
      const found = choices.find((choice) => choice === value.toLowerCase());
      return found === undefined ? fault(`is not one of ${listed}`, `不是 ${listed} 之一`) : { value: found };
    },
  };
}

/** An absolute URL with one of the given schemes and a host. */
export function url(...schemes: string[]): Kind<string> {
  const listed = schemes.map((scheme) => `${scheme}://`).join(', ');
  return {
    en: `URL (${listed})`,
    zh: `URL（${listed}）`,
    read: (value) => {
      const parsed = URL.canParse(value) ? new URL(value) : null;
      if (parsed === null || parsed.hostname === '') return fault('is not a URL', '不是 URL');
      if (/%(?![0-9a-f]{2})/i.test(value))
        return fault('holds a % that escapes nothing', '含有无效的 % 转义');
      if (!schemes.includes(parsed.protocol.slice(0, -1))) {
        return fault(`does not begin with ${listed}`, `不以 ${listed} 开头`);
      }
      return { value };
    },
  };
}

/** 32 bytes, in hex or base64. */
export const key32: Kind<string> = {
  en: '32 bytes in hex or base64',
  zh: '32 字节的十六进制或 base64',
  read: (value) =>
    /^[0-9a-f]{64}$/i.test(value) || Buffer.from(value, 'base64').length === 32
      ? { value }
      : fault(
          'is not 32 bytes in hex or base64 (`openssl rand -base64 32` makes one)',
          '不是 32 字节的十六进制或 base64（可用 `openssl rand -base64 32` 生成）',
        ),
};

/** Networks as CIDR, or single addresses, separated by commas. */
export const networks: Kind<string[]> = {
  en: 'networks (10.0.0.0/8), separated by commas',
  zh: '网段（如 10.0.0.0/8），以逗号分隔',
  read: (value) => {
    const found = split(value);
    const wrong = found.find((one) => {
      const [address = '', length, ...rest] = one.split('/');
      const most = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1;
      const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : -1;
      return rest.length > 0 || most < 0 || bits < 0 || bits > most;
    });
    return wrong === undefined
      ? { value: found }
      : fault(`holds ${wrong}, which is no network`, `中的 ${wrong} 不是网段`);
  },
};

/** Web origins, separated by commas. */
export const origins: Kind<string[]> = {
  en: 'origins (http://files.lan:9000), separated by commas',
  zh: '源（如 http://files.lan:9000），以逗号分隔',
  read: (value) => {
    const found = split(value);
    const wrong = found.find((one) => {
      const parsed = URL.parse(one);
      return parsed === null || parsed.origin !== one || !/^https?:$/.test(parsed.protocol);
    });
    return wrong === undefined
      ? { value: found }
      : fault(`holds ${wrong}, which is no origin`, `中的 ${wrong} 不是源`);
  },
};

/** Web origins, separated by commas, or `*` for every one. */
export const originsOrAll: Kind<string[]> = {
  en: '* or origins (https://app.example.cn), separated by commas',
  zh: '* 或源（如 https://app.example.cn），以逗号分隔',
  read: (value) => (value === '*' ? { value: ['*'] } : origins.read(value)),
};

/** An IANA time zone, such as Asia/Shanghai. */
export const zone: Kind<string> = {
  en: 'IANA time zone',
  zh: 'IANA 时区',
  read: (value) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: value });
      return { value };
    } catch {
      return fault('is not an IANA time zone such as Asia/Shanghai', '不是 IANA 时区（如 Asia/Shanghai）');
    }
  },
};

function split(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** MQTT topic filters (MQTT 5, 4.7.1), separated by commas. */
export const topicFilters: Kind<string[]> = {
  en: 'topic filters, separated by commas',
  zh: '主题过滤器，以逗号分隔',
  read: (value) => {
    const filters = split(value);
    const wrong = filters.find((filter) => !/^(?:(?:\+|[^+#/\0]*)\/)*(?:\+|#|[^+#/\0]*)$/.test(filter));
    if (wrong !== undefined)
      return fault(`holds a wrong topic filter, ${wrong}`, `含有无效的主题过滤器 ${wrong}`);
    return { value: filters };
  },
};

/** `name=url` pairs, separated by commas. */
export const namedUrls: Kind<Record<string, string>> = {
  en: 'name=url, separated by commas',
  zh: '名称=URL，以逗号分隔',
  read: (value) => {
    const named = new Map<string, string>();
    for (const pair of split(value)) {
      const at = pair.indexOf('=');
      const name = pair.slice(0, Math.max(0, at));
      const address = pair.slice(at + 1);
      if (!/^[a-z][a-z0-9-]*$/.test(name))
        return fault(`holds no name=url in ${pair}`, `${pair} 不是 名称=URL`);
      if (named.has(name)) return fault(`names ${name} twice`, `重复列出 ${name}`);
      const read = url('http', 'https').read(address);
      if ('fault' in read) {
        return fault(`holds for ${name} what ${read.fault.en}`, `${name} 的值${read.fault.zh}`);
      }
      named.set(name, address);
    }
    return { value: Object.fromEntries(named) };
  },
};

/** `name=secret` pairs, separated by commas; a fault never shows a secret. */
export const namedSecrets: Kind<Record<string, string>> = {
  en: 'name=secret, separated by commas',
  zh: '名称=密钥，以逗号分隔',
  read: (value) => {
    const named = new Map<string, string>();
    for (const [index, pair] of split(value).entries()) {
      const at = pair.indexOf('=');
      const name = pair.slice(0, Math.max(0, at));
      const secret = pair.slice(at + 1);
      const which = index + 1;
      if (!/^[a-z][a-z0-9-]{0,49}$/.test(name)) {
        return fault(`holds no name=secret at place ${which}`, `第 ${which} 项不是 名称=密钥`);
      }
      if (named.has(name)) return fault(`names ${name} twice`, `重复列出 ${name}`);
      if (!/^[\x21-\x2b\x2d-\x7e]{16,200}$/.test(secret)) {
        return fault(
          `holds for ${name} a secret that is not 16 to 200 printable characters`,
          `${name} 的密钥须为 16 至 200 个可见字符`,
        );
      }
      if ([...named.values()].includes(secret)) {
        return fault(`holds one secret twice (${name})`, `密钥重复（${name}）`);
      }
      named.set(name, secret);
    }
    return { value: Object.fromEntries(named) };
  },
};
