package dev.sallyport.servlet.tenant;

import dev.sallyport.apikey.KeyQuery;

/** The word for the state of a key, in a query as in an answer. */
enum KeyStatus {
    ACTIVE(KeyQuery.State.LIVE),
    DISABLED(KeyQuery.State.DISABLED),
    REVOKED(KeyQuery.State.REVOKED),
    EXPIRED(KeyQuery.State.EXPIRED);

    private final KeyQuery.State state;

    KeyStatus(KeyQuery.State state) {
        this.state = state;
    }

    KeyQuery.State state() {
        return state;
    }
}
