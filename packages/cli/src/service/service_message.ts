/** What a service tells the process that started it. */
export type ServiceMessage =
  | { readonly type: "ready"; readonly url: string | undefined }
  | { readonly type: "failed"; readonly message: string };
