package dev.sallyport.user;

import dev.sallyport.page.Page;
import java.util.List;
import java.util.Optional;

/**
 * Where {@link Users} keeps users. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 *
 * <p>Login and e-mail share one space of names: lower-cased ({@link java.util.Locale#ROOT}), each belongs to one user at most.
 */
public interface UserStore {
    /** @return false when the id, the login or the e-mail is taken; the transaction goes on, nothing was written */
    boolean insert(StoredUser user);

    Optional<StoredUser> findById(String id);

    /** @param loginOrEmail in any case */
    Optional<StoredUser> findByLogin(String loginOrEmail);

    /**
     * Users by id, in pages: those whose id comes after the given one, in the store's own order. For what goes through all of them,
     * once. A store that cannot answers none.
     *
     * @param afterId empty for the first page
     */
    default List<StoredUser> list(String afterId, int limit) {
        return List.of();
    }

    /**
     * Reads a page of the users that match the query, in its order ({@link UserQuery#placeOf}), by an index, never by a scan of all
     * users. It may end early when few of the rows that it reads match.
     *
     * @throws IllegalArgumentException when the cursor belongs to another query
     */
    Page<StoredUser> list(UserQuery query);

    /**
     * Removes the user, with their names and roles.
     *
     * @return false when no user has that id
     */
    boolean delete(String id);

    /**
     * Replaces the row if it still has {@code user.version() - 1}.
     *
     * @return false when it has another version by now, is gone, or the new login or e-mail is taken
     */
    boolean update(StoredUser user);
}
