import type { IObjectMeta } from "@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta";

/** Of the Secrets Store CSI driver, for which no package has types; after the driver's own definition of the resource. */
export interface ISecretProviderClass {
    apiVersion: "secrets-store.csi.x-k8s.io/v1";
    kind: "SecretProviderClass";
    metadata?: IObjectMeta;
    spec?: {
        provider?: string;
        parameters?: { [key: string]: string };
        secretObjects?: Array<{
            secretName?: string;
            type?: string;
            labels?: { [key: string]: string };
            annotations?: { [key: string]: string };
            data?: Array<{ key?: string; objectName?: string }>;
        }>;
    };
}
