package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.account.TicketKind;
import dev.sallyport.change.Change;
import dev.sallyport.stores.Stores;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every backend must pass. Extend it, hand in empty stores, and run it with JUnit:
 *
 * <pre>{@code
 * class MyStoresTest extends StoresContract {
 *     @Override
 *     protected Stores newStores() { … }
 *
 *     @Override
 *     protected Stores reopen() { … }
 * }
 * }</pre>
 *
 * <p>It promises nothing that {@link Stores} and its parts do not promise, and fixes what they leave to the backend: instants are
 * kept to the microsecond at least; ids, labels, logins and other texts that are looked up may have 200 characters at least, all
 * others 10,000, of any characters but NUL.
 */
@Timeout(60)
public abstract class StoresContract
        implements ApiKeyStoreContract,
                ApiKeyChangesContract,
                SessionStoreContract,
                SessionListsContract,
                RefreshFamilyStoreContract,
                BrowserCookieStoreContract,
                ClientStoreContract,
                SecondFactorStoreContract,
                SigningKeyStoreContract,
                UserStoreContract,
                AttemptStoreContract,
                LeakReportStoreContract,
                TicketStoreContract,
                TenantStoreContract,
                UserListsContract,
                KeyListsContract,
                SessionPagesContract,
                ClientListsContract,
                CredentialReadsContract,
                TransactionsContract,
                ChangeLogContract,
                AuditStoreContract {
    private @Nullable Stores stores;

    /** Stores that hold nothing and have never committed a change. Called before each test; closed after it. */
    protected abstract Stores newStores() throws Exception;

    /**
     * The same data after the stores were closed, as after a restart. Called at most once a test, and only for a backend that is
     * durable.
     */
    protected Stores reopen() throws Exception {
        throw new UnsupportedOperationException("A durable backend must override reopen()");
    }

    @BeforeEach
    void open() throws Exception {
        stores = newStores();
    }

    @AfterEach
    void close() {
        if (stores != null) {
            stores.close();
        }
    }

    @Override
    public final Stores stores() {
        if (stores == null) {
            throw new IllegalStateException("The stores are there from before to after each test");
        }
        return stores;
    }

    @Test
    void everythingIsThereAfterARestart() throws Exception {
        assumeTrue(stores().isDurable(), "This backend keeps nothing after a restart, and says so");
        stores().inTransaction(transaction -> {
            stores().apiKeys().insert(Samples.apiKey("key"), Samples.digest("key"));
            stores().sessions().insert(Samples.session("session"));
            stores().refreshFamilies().insert(Samples.refreshFamily("session"));
            stores().signingKeys().insert(Samples.signingKey("kid", 1));
            stores().users().insert(Samples.user("user"));
            stores().attempts().increment(List.of(7), Samples.NOW, Duration.ofHours(1));
            stores().tickets().replace(Samples.ticket("ticket", TicketKind.RESET, "user"));
            stores().leakReports().insert(Samples.leakReport("report", Samples.NOW), 1);
            transaction.changed(Change.owner("user"));
            return true;
        });
        String incarnation = stores().changeLog().readAfter(0, 1).incarnation();

        stores().close();
        stores = reopen();

        assertThat(stores().apiKeys().findByDigest(Samples.digest("key"))).contains(Samples.apiKey("key"));
        assertThat(stores().sessions().findById("session")).contains(Samples.session("session"));
        assertThat(stores().refreshFamilies().findBySession("session")).contains(Samples.refreshFamily("session"));
        assertThat(stores().signingKeys().findAll()).containsExactly(Samples.signingKey("kid", 1));
        assertThat(stores().users().findByLogin("USER@login")).contains(Samples.user("user"));
        assertThat(stores().attempts().increment(List.of(7), Samples.NOW, Duration.ofHours(1)))
                .containsExactly(2);
        assertThat(stores().leakReports().findUnclaimed("app", Samples.NOW, 1))
                .containsExactly(Samples.leakReport("report", Samples.NOW));
        assertThat(stores().tickets().find(Samples.digest("ticket")))
                .contains(Samples.ticket("ticket", TicketKind.RESET, "user"));
        assertThat(stores().changeLog().readAfter(0, 1).incarnation()).isEqualTo(incarnation);
        assertThat(stores().changeLog().readAfter(0, 1).head()).isEqualTo(1);
    }
}
