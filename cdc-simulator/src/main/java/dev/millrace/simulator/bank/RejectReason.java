package dev.millrace.simulator.bank;

/** Why a transaction is not posted. */
public enum RejectReason {
    /** No cross-reference knows the card. */
    UNKNOWN_CARD,
    /** The cross-reference names an account that does not exist. */
    UNKNOWN_ACCOUNT,
    /** Cycle credit - cycle debit + amount would exceed the credit limit. */
    OVER_LIMIT,
    /** The account's expiration date lies before the transaction's origin date. */
    ACCOUNT_EXPIRED,
    /** A balance would have more digits than its picture. */
    BALANCE_OVERFLOW
}
