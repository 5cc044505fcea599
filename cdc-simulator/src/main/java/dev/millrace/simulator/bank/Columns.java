package dev.millrace.simulator.bank;

/** The columns that the bank's programs know by name. */
final class Columns {
    static final String ACCOUNT_ID = "ACCOUNT_ID";
    static final String ACTIVE_STATUS = "ACTIVE_STATUS";
    static final String AMOUNT = "AMOUNT";
    static final String BALANCE = "BALANCE";
    static final String CARD_NUMBER = "CARD_NUMBER";
    static final String CATEGORY_CODE = "CATEGORY_CODE";
    static final String CREDIT_LIMIT = "CREDIT_LIMIT";
    static final String CURRENT_BALANCE = "CURRENT_BALANCE";
    static final String CUSTOMER_ID = "CUSTOMER_ID";
    static final String CYCLE_CREDIT = "CYCLE_CREDIT";
    static final String CYCLE_DEBIT = "CYCLE_DEBIT";
    static final String EMBOSSED_NAME = "EMBOSSED_NAME";
    static final String EXPIRATION_DATE = "EXPIRATION_DATE";
    static final String OPEN_DATE = "OPEN_DATE";
    static final String ORIGIN_TIMESTAMP = "ORIGIN_TIMESTAMP";
    static final String REISSUE_DATE = "REISSUE_DATE";
    static final String TRANSACTION_ID = "TRANSACTION_ID";
    static final String TYPE_CODE = "TYPE_CODE";
    static final String ZIP = "ZIP";

    private Columns() {}
}
