/**
 * What came by one channel of a bridge, for the main side's gate: a request that names another channel than the one it
 * came by is no request.
 */
export function channelRequest(channel: string, request: unknown): unknown {
  const isOwn =
    typeof request === 'object' &&
    request !== null &&
    'channel' in request &&
    request.channel === channel;
  return isOwn ? request : null;
}
