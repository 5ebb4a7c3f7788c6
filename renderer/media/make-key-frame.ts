/** Chromium's second argument, which the library of types does not have. */
interface KeyFrameSender {
  setParameters(
    parameters: RTCRtpSendParameters,
    options: { readonly encodingOptions: readonly { readonly keyFrame: boolean }[] },
  ): Promise<void>;
}

/**
 * Has the encoder make its next picture a key frame (RTCRtpSender.setParameters, `encodingOptions`). What a receiver asks for by
 * RTCP is left out when it comes within 300 ms of the last one, and asked for again a while later only.
 * @throws DOMException when the sender is being changed, or has ended
 */
export async function makeKeyFrame(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
  const asked: KeyFrameSender = sender;
  await asked.setParameters(parameters, { encodingOptions });
}
