package dev.sallyport.token;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import java.time.InstantSource;
import java.util.Map;

/**
 * Single tokens that count no more although their time is not over. For tokens without a session: where there is one, it is the
 * session that ends. Safe for use by many threads.
 */
public final class RevokedTokens {

    private final RevokedTokenStore store;
    private final Transactions transactions;
    private final InstantSource clock;
    private final AuditSink audit;

    RevokedTokens(RevokedTokenStore store, Environment environment) {
        this.store = store;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** Ends the token: at once on this node, on the others when they learn of it. Doing it twice does no harm. */
    public void revoke(EndableToken token, Actor by) {
        transactions.inTransaction(transaction -> {
            // What rests on the token is stamped with its id in place of a session's.
            transaction.changed(Change.session(token.jti()));
            boolean revoked = store.insert(token.jti(), token.expiresAt());
            if (revoked) {
                audit.record(by.event(
                        clock.instant(),
                        AuditEvent.Type.TOKEN_REVOKED,
                        token.subject(),
                        null,
                        Map.of("jti", token.jti())));
            }
            return revoked;
        });
    }

    public boolean isRevoked(String jti) {
        return store.contains(jti);
    }
}
