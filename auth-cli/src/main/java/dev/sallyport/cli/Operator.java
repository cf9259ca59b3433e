package dev.sallyport.cli;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.StoredSigningKey;
import dev.sallyport.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open database and the operator who acts on it. For one thread; closing it flushes pending writes. */
final class Operator implements AutoCloseable {
    final Sallyport auth;
    final Stores stores;
    final Actor by;
    private final @Nullable Connection anchor;

    private Operator(Sallyport auth, Stores stores, Actor by, @Nullable Connection anchor) {
        this.auth = auth;
        this.stores = stores;
        this.by = by;
        this.anchor = anchor;
    }

    /**
     * Opens the database of the target.
     *
     * @throws IllegalStateException when a setting is missing or wrong; the message says what to do
     * @throws dev.sallyport.change.StoreException when the database cannot be reached
     */
    static Operator open(Target target) {
        String actor = target.actor();
        SallyportBuilder builder = Sallyport.builder()
                .asTool()
                .issuer(target.issuer())
                .masterKey(target.masterKey())
                .auditSink(event -> {});
        target.settings().applyTo(builder);
        target.audience().ifPresent(audience -> builder.tokens(tokens -> tokens.withAudience(audience)));
        UrlDataSource database = target.dataSource();
        Stores stores = ActedStores.of(JdbcStores.of(database, target.jdbc()), actor);
        try {
            algorithm(stores).ifPresent(newest -> builder.tokens(tokens -> tokens.withAlgorithm(newest)));
            return new Operator(builder.stores(stores).build(), stores, new Actor(actor, null), anchor(database));
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /** Opens a connection that stays open, since H2 closes its file with the last connection. */
    private static @Nullable Connection anchor(UrlDataSource database) {
        try {
            return database.isH2() ? database.getConnection() : null;
        } catch (SQLException e) {
            return null;
        }
    }

    /** Finds the algorithm of the application's signing keys, since keys of two algorithms cannot be mixed. */
    private static Optional<SigningAlgorithm> algorithm(Stores stores) {
        List<StoredSigningKey> keys = stores.signingKeys().findAll();
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(keys.get(keys.size() - 1).algorithm());
    }

    /** Finds a user by id, login or e-mail. */
    User user(String who) {
        return auth.users()
                .findById(who)
                .or(() -> auth.users().findByLogin(who))
                .orElseThrow(() -> new Refused("There is no such user."));
    }

    @Override
    public void close() {
        auth.close();
        if (anchor != null) {
            try {
                anchor.close();
            } catch (SQLException e) {
                // The process ends, and the connection with it.
            }
        }
    }
}
