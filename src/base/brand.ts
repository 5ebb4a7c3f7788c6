declare const brand: unique symbol;

/** A `T` that only its own parser can make, so that a seat id never passes for a room id. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
