import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Networks that the outside is not: private, loopback, link-local (cloud metadata), shared, documentation, benchmark,
 * multicast, reserved (RFC 6890 and the IANA registries); of IPv6 also the ones that carry an IPv4 address inside.
 */
const NOT_PUBLIC = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

/** An address that notifications are not sent to. */
export class BlockedAddress extends Error {
  readonly address: string;

  constructor(address: string) {
    super(`${address} is not a public address and HUB_WEBHOOK_ALLOW_PRIVATE does not name it`);
    this.name = 'BlockedAddress';
    this.address = address;
  }
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(length ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

/** Which addresses may be told. */
export interface AddressPolicy {
  /** Named in HUB_WEBHOOK_ALLOW_PRIVATE. */
  isNamed(address: string): boolean;
  isAllowed(address: string): boolean;
}

/** `::ffff:127.0.0.1` counts as 127.0.0.1: BlockList reads mapped addresses as the IPv4 they stand for. */
export function addressPolicy(allowPrivate: readonly string[]): AddressPolicy {
  const inside = listOf(NOT_PUBLIC);
  const named = listOf(allowPrivate);
  const within = (list: BlockList, address: string) =>
    isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  // a zone id (fe80::1%eth0) is only ever link-local
  const bare = (address: string) => address.replace(/%.*$/, '');
  return {
    isNamed: (address) => within(named, bare(address)),
    isAllowed: (address) =>
      isIP(bare(address)) !== 0 && (within(named, bare(address)) || !within(inside, bare(address))),
  };
}

/**
 * A lookup that gives only addresses that may be told, so that what is connected to is what was checked: a name that
 * resolves elsewhere the next time gains nothing.
 */
export function guardedLookup(policy: AddressPolicy, resolve: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, '', 0);
        return;
      }
      const all = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const allowed = all.filter(({ address }) => policy.isAllowed(address));
      const [first] = allowed;
      if (first === undefined) done(new BlockedAddress(all[0]?.address ?? hostname), '', 0);
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}
