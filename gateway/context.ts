import type { Principal } from '../core/permissions.ts';

/** What every operation carries through the gateway, whatever door it came by (HTTP, WebSocket, SSE). */
export interface GatewayContext {
  /** Null when no token came; every field then answers UNAUTHENTICATED. */
  principal: Principal | null;
  /** The Authorization header as it came, for remote subgraphs, which verify it again. */
  authorization: string | undefined;
  /** One id through gateway, subgraphs and logs. */
  requestId: string;
}
