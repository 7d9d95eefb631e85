import { ServiceError } from "./service_error.ts";

/** The operator has to set something before this can be done. */
export class SettingError extends ServiceError {
  override readonly name = "SettingError";
  /** The variable of the environment. */
  readonly setting: string;

  constructor(message: string, setting: string) {
    super("SETTING_MISSING", message);
    this.setting = setting;
  }
}
