package dev.sallyport.client;

import dev.sallyport.page.Page;
import java.util.List;
import java.util.Optional;

/**
 * Where clients are kept. Safe for use by many threads; every method throws {@link dev.sallyport.change.StoreException} when the
 * backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface ClientStore {
    /** @throws dev.sallyport.change.StoreException also when the id is there already */
    void insert(Client client);

    Optional<Client> find(String id);

    /** At most {@code max} of one application, by id. */
    List<Client> list(String audience, int max);

    /**
     * Reads a page of the clients that match the query, in its order ({@link ClientQuery#placeOf}), by an index, never by a scan of all
     * clients. It may end early when few of the rows that it reads match.
     *
     * @throws IllegalArgumentException when no audience is named, or the cursor belongs to another query
     */
    Page<Client> list(ClientQuery query);

    /**
     * Replaces secrets, scopes, grants, name and state; the rest never changes.
     *
     * @return false when there is none of that id
     */
    boolean update(Client client);

    /** @return false when there was none of that id */
    boolean delete(String id);
}
