package dev.millrace.helm;

/** The clusters that the charts are rendered for: the oldest that they support, and the newest. */
enum KubeVersion {
    OLDEST("1.20.0", "kubernetes-models-1.19"),
    NEWEST("1.35.0", "kubernetes-models");

    private final String number;
    private final String types;

    KubeVersion(String number, String types) {
        this.number = number;
        this.types = types;
    }

    String number() {
        return number;
    }

    /** The package with the types of its objects, those of 1.19 standing in for 1.20: fields are only ever added. */
    String types() {
        return types;
    }

    @Override
    public String toString() {
        return number;
    }
}
