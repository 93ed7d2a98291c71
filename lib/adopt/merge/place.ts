/** Where something stands. */
export interface Place {
  readonly component: string;
  /** `Deployment web`. */
  readonly kind: string;
  readonly name: string;
  /** Keys, and items of lists by name or index: `spec`, `containers`, `[web]`, `image`. */
  readonly path: readonly string[];
}

/** A place below another one. */
export function below(place: Place, ...steps: readonly string[]): Place {
  return { ...place, path: [...place.path, ...steps] };
}
