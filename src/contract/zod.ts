import * as z from 'zod/mini';

// zod would try `new Function` as soon as an object's schema is made, which our content security policy refuses and
// reports. So it is told not to before anybody can make one: every schema that a page loads imports zod from here.
z.config({ jitless: true });

export { z };
