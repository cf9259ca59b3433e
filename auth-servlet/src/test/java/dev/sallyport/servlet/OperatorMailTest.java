package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.change.StoreException;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.operator.OperatorUsers;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.ForwardingStores;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.user.NewUser;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A ticket that an operator makes is mailed once it is committed, and never otherwise. */
class OperatorMailTest {
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Mailbox mailbox = new Mailbox();

    /** The work of the outermost transaction is done, and then the commit fails. */
    private Stores stores() {
        Stores real = InMemoryStores.create();
        return ForwardingStores.over(real, (name, call) -> {
            if (!name.equals("stores.inTransaction") || !failing.compareAndSet(true, false)) {
                return call.pass();
            }
            return real.inTransaction(transaction -> {
                Object unused = call.pass();
                throw new StoreException("The commit failed");
            });
        });
    }

    @Test
    void noMailWithoutACommit() {
        try (Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .stores(stores())
                .roles(Role.of("operator", "sallyport:users"))
                .operators(operators -> operators.withSecondFactor(false))
                .accounts(mailbox::into)
                .auditSink(event -> {})
                .build()) {
            auth.users().createIfAbsent(NewUser.of("op").withId("op").withRoles("operator"));
            OperatorUsers users = auth.operators().orElseThrow().users().orElseThrow();
            NewUser wanted = NewUser.of("new@example.com").withEmail("new@example.com");
            Caller operator = operator(auth);
            failing.set(true);
            assertThatThrownBy(() -> users.create(operator, wanted, true, "192.0.2.1"))
                    .isInstanceOf(StoreException.class);
            // Mails go one after the other: this one comes after whatever went before.
            OperatorUsers.Created made =
                    users.create(operator, wanted, true, "192.0.2.1").orElseThrow();
            assertThat(made.ticket()).isNotNull();
            assertThat(Mailbox.ticketIn(mailbox.next()))
                    .isEqualTo(Objects.requireNonNull(made.ticket()).ticket());
            assertThat(mailbox.isEmpty()).isTrue();
        }
    }

    private static Caller operator(Sallyport auth) {
        Instant now = auth.clock().instant();
        Session session = Session.of("s", "op", now, now.plusSeconds(3_600))
                .withAudience(auth.tokenPolicy().audience());
        auth.sessions().open(session);
        return Caller.builder("op", CallerKind.USER, now)
                .rights(ScopeSet.of("sallyport:users"), Set.of("operator"))
                .session("s")
                .build();
    }
}
