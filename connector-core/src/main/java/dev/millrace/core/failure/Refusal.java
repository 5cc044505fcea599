package dev.millrace.core.failure;

import dev.millrace.core.change.Rejection;

/**
 * Why a record can never be applied. As text the reason, then the place: {@code COLUMN_MISSING at bank.account.balance}.
 *
 * @param reason the code: a {@code RejectionReason} or a database's error code
 * @param place a table, column or tag as the configuration or the target's catalog names it, or fixed words; never what a record
 *     says, since it is logged
 */
public record Refusal(String reason, String place) {
    public static Refusal of(Rejection rejection) {
        return new Refusal(rejection.reason().name(), rejection.place());
    }

    @Override
    public String toString() {
        return reason + " at " + place;
    }
}
