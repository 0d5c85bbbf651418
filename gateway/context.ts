import type { Principal } from '../core/permissions.ts';

/** What every operation carries through the gateway, whatever door it came by (HTTP, WebSocket, SSE). */
export interface GatewayContext {
  /** Null when no token came: only the public root fields answer then (gateway/public-access.ts). */
  principal: Principal | null;
  /** It was asked already whether a stranger may ask this, and counted. */
  admitted?: true;
  /** Where the request comes from, for the limits of those without a token; '' where no address is known. */
  address: string;
  /** The Authorization header as it came, for remote subgraphs, which verify it again. */
  authorization: string | undefined;
  /** One id through gateway, subgraphs and logs. */
  requestId: string;
}
