package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.MICRO;
import static dev.sallyport.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Contract of {@link dev.sallyport.account.TicketStore} and {@link dev.sallyport.account.VerifiedEmailStore}. */
interface TicketStoreContract extends Contract {
    private Ticket put(Ticket ticket) {
        stores().tickets().replace(ticket);
        return ticket;
    }

    private boolean isThere(Ticket ticket) {
        return stores().tickets().find(ticket.digest()).isPresent();
    }

    @Test
    default void ticketKeepsEveryField() {
        Ticket full = put(Samples.ticket("full", TicketKind.REGISTER, "ada@example.com"));
        Ticket plain =
                put(new Ticket(Samples.digest("plain"), TicketKind.ENROL, Samples.longId(), "app", null, null, NOW));
        assertThat(stores().tickets().find(full.digest())).contains(full);
        assertThat(stores().tickets().find(plain.digest())).contains(plain);
        assertThat(stores().tickets().find(Samples.digest("other"))).isEmpty();
    }

    @Test
    default void newerTicketTakesThePlaceOfTheOlderOfItsKindSubjectAndApplication() {
        Ticket older = put(Samples.ticket("older", TicketKind.RESET, "ada"));
        Ticket ofOtherKind = put(Samples.ticket("kind", TicketKind.ENROL, "ada"));
        Ticket ofOtherSubject = put(Samples.ticket("subject", TicketKind.RESET, "Ada"));
        Ticket ofOtherApplication =
                put(new Ticket(Samples.digest("app"), TicketKind.RESET, "ada", "APP", null, null, NOW));
        Ticket newer = put(Samples.ticket("newer", TicketKind.RESET, "ada"));
        assertThat(isThere(older)).isFalse();
        assertThat(isThere(newer)).isTrue();
        assertThat(isThere(ofOtherKind)).isTrue();
        assertThat(isThere(ofOtherSubject)).isTrue();
        assertThat(isThere(ofOtherApplication)).isTrue();
    }

    @Test
    default void ticketIsRedeemedOnceByOneOfMany() {
        Ticket ticket = put(Samples.ticket("ticket", TicketKind.RESET, "ada"));
        assertThat(Together.run(20, i -> stores().tickets().redeem(ticket, NOW)))
                .containsOnlyOnce(true);
        assertThat(isThere(ticket)).isFalse();
    }

    @Test
    default void ticketIsRedeemedAsWhatItIsAndBeforeItIsOverOnly() {
        Ticket ticket = put(Samples.ticket("ticket", TicketKind.RESET, "ada"));
        Instant end = ticket.expiresAt();
        assertThat(stores().tickets().redeem(Samples.ticket("ticket", TicketKind.ENROL, "ada"), NOW))
                .as("as another kind")
                .isFalse();
        assertThat(stores().tickets()
                        .redeem(new Ticket(ticket.digest(), TicketKind.RESET, "ada", "other", null, null, end), NOW))
                .as("in another application")
                .isFalse();
        assertThat(stores().tickets().redeem(Samples.ticket("unknown", TicketKind.RESET, "ada"), NOW))
                .isFalse();
        assertThat(stores().tickets().redeem(ticket, end)).as("over").isFalse();
        assertThat(stores().tickets().redeem(ticket, end.minus(MICRO))).isTrue();
    }

    @Test
    default void redemptionThatIsUndoneLeavesTheTicket() {
        Ticket ticket = put(Samples.ticket("ticket", TicketKind.RESET, "ada"));
        try {
            stores().inTransaction(transaction -> {
                assertThat(stores().tickets().redeem(ticket, NOW)).isTrue();
                throw new IllegalStateException("undo");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("undo");
        }
        assertThat(stores().tickets().redeem(ticket, NOW)).isTrue();
    }

    @Test
    default void allTicketsOfASubjectGoTogether() {
        Ticket reset = put(Samples.ticket("reset", TicketKind.RESET, "ada"));
        Ticket enrol = put(Samples.ticket("enrol", TicketKind.ENROL, "ada"));
        Ticket elsewhere = put(new Ticket(Samples.digest("app"), TicketKind.RESET, "ada", "other", null, null, NOW));
        Ticket others = put(Samples.ticket("others", TicketKind.RESET, "ADA"));
        stores().tickets().deleteBySubject("ada");
        stores().tickets().deleteBySubject("nobody");
        assertThat(isThere(reset) || isThere(enrol) || isThere(elsewhere)).isFalse();
        assertThat(isThere(others)).isTrue();
    }

    @Test
    default void ticketsThatAreOverAreRemovedTheOldestFirst() {
        for (int i = 0; i < 3; i++) {
            put(new Ticket(Samples.digest("t" + i), TicketKind.RESET, "u" + i, "app", null, null, NOW.plusSeconds(i)));
        }
        assertThat(stores().tickets().deleteExpired(NOW, 9)).isZero();
        assertThat(stores().tickets().deleteExpired(NOW.plusSeconds(2), 1)).isEqualTo(1);
        assertThat(stores().tickets().find(Samples.digest("t0"))).isEmpty();
        assertThat(stores().tickets().deleteExpired(NOW.plusSeconds(2), 9)).isEqualTo(1);
        assertThat(stores().tickets().find(Samples.digest("t2"))).isPresent();
    }

    @Test
    default void userHasOneVerifiedAddress() {
        assertThat(stores().verifiedEmails().find("ada")).isEmpty();
        stores().verifiedEmails().put("ada", "Ada@example.com", NOW);
        stores().verifiedEmails().put("ADA", "other@example.com", NOW);
        assertThat(stores().verifiedEmails().find("ada")).contains("Ada@example.com");
        stores().verifiedEmails().put("ada", Samples.ODD, NOW);
        assertThat(stores().verifiedEmails().find("ada")).contains(Samples.ODD);
        stores().verifiedEmails().delete("ada");
        stores().verifiedEmails().delete("nobody");
        assertThat(stores().verifiedEmails().find("ada")).isEmpty();
        assertThat(stores().verifiedEmails().find("ADA")).isPresent();
    }
}
