/** Where the page lives in the preview host. `.invalid` never resolves (RFC 2606): nothing there can be reached by network. */
export const previewOrigin = 'https://app.quietroom.invalid';
