package dev.sallyport.servlet;

import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.audit.AuditStore;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.client.ClientStore;
import dev.sallyport.leak.LeakReportStore;
import dev.sallyport.secret.VaultStore;
import dev.sallyport.session.BrowserCookieStore;
import dev.sallyport.session.RefreshFamilyStore;
import dev.sallyport.session.SessionStore;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.RevokedTokenStore;
import dev.sallyport.token.SigningKeyStore;
import dev.sallyport.user.AttemptStore;
import dev.sallyport.user.SecondFactorStore;
import dev.sallyport.user.UserStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores that throw whatever they are told to. */
final class BreakableStores implements Stores {
    private final Stores stores;
    private volatile @Nullable RuntimeException failure;

    BreakableStores(Stores stores) {
        this.stores = stores;
    }

    /** From now on the backend cannot be reached. */
    void breakDown() {
        failure = new StoreException("Connection to db.internal refused");
    }

    /** From now on every access fails in an unexpected way. */
    void failWith(RuntimeException unexpected) {
        failure = unexpected;
    }

    private <T> T breakable(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    check();
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public VaultStore vault() {
        return breakable(VaultStore.class, stores.vault());
    }

    @Override
    public Instant now() {
        check();
        return stores.now();
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        check();
        return stores.inTransaction(work);
    }

    @Override
    public ApiKeyStore apiKeys() {
        return breakable(ApiKeyStore.class, stores.apiKeys());
    }

    @Override
    public SessionStore sessions() {
        return breakable(SessionStore.class, stores.sessions());
    }

    @Override
    public RefreshFamilyStore refreshFamilies() {
        return breakable(RefreshFamilyStore.class, stores.refreshFamilies());
    }

    @Override
    public SigningKeyStore signingKeys() {
        return breakable(SigningKeyStore.class, stores.signingKeys());
    }

    @Override
    public BrowserCookieStore browserCookies() {
        return breakable(BrowserCookieStore.class, stores.browserCookies());
    }

    @Override
    public ClientStore clients() {
        return breakable(ClientStore.class, stores.clients());
    }

    @Override
    public RevokedTokenStore revokedTokens() {
        return breakable(RevokedTokenStore.class, stores.revokedTokens());
    }

    @Override
    public LeakReportStore leakReports() {
        return breakable(LeakReportStore.class, stores.leakReports());
    }

    @Override
    public SecondFactorStore secondFactors() {
        return breakable(SecondFactorStore.class, stores.secondFactors());
    }

    @Override
    public UserStore users() {
        return breakable(UserStore.class, stores.users());
    }

    @Override
    public AttemptStore attempts() {
        return breakable(AttemptStore.class, stores.attempts());
    }

    @Override
    public ChangeLog changeLog() {
        return stores.changeLog();
    }

    @Override
    public AuditStore auditLog() {
        return breakable(AuditStore.class, stores.auditLog());
    }

    @Override
    public boolean isDurable() {
        return stores.isDurable();
    }

    @Override
    public boolean isShared() {
        return stores.isShared();
    }

    @Override
    public void close() {
        stores.close();
    }
}
