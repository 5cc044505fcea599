package dev.millrace.dynamodb;

/** The service would refuse the item, whenever it is written. Has no stack trace; it is an answer, not a fault. */
final class ItemRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final ItemFault fault;

    ItemRefused(ItemFault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    ItemFault fault() {
        return fault;
    }
}
