package dev.millrace.simulator.bank;

/** What can happen at the bank once the daily file is posted. */
enum Activity {
    TRANSACTION,
    CUSTOMER_UPDATE,
    ACCOUNT_UPDATE,
    CARD_UPDATE,
    NEW_CUSTOMER,
    NEW_CARD,
    CLOSING,
    REOPENING
}
