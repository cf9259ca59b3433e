package dev.sallyport.memory;

import dev.sallyport.page.Page;
import dev.sallyport.page.Place;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import dev.sallyport.user.UserStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Users by id, and by login and e-mail in one space of names. */
final class MemoryUsers implements UserStore {
    private static final Index<StoredUser> BY_NAME = row -> names(row.user());

    private final MemoryTransactions transactions;
    private final Table<String, StoredUser> table;

    MemoryUsers(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of(BY_NAME));
    }

    @Override
    public boolean insert(StoredUser user) {
        return transactions.write(() -> {
            if (findById(user.user().id()).isPresent() || isNameTaken(user.user())) {
                return false;
            }
            table.set(user.user().id(), user);
            return true;
        });
    }

    @Override
    public Optional<StoredUser> findById(String id) {
        return table.read(rows -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public Optional<StoredUser> findByLogin(String loginOrEmail) {
        return table.read(rows -> rows.find(BY_NAME, lowerCase(loginOrEmail)).findFirst());
    }

    @Override
    public List<StoredUser> list(String afterId, int limit) {
        return table.read(rows -> rows.all().stream()
                .filter(row -> row.user().id().compareTo(afterId) > 0)
                .sorted(Comparator.comparing(row -> row.user().id()))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean update(StoredUser user) {
        return transactions.write(() -> {
            boolean current = findById(user.user().id())
                    .filter(row -> row.version() == user.version() - 1)
                    .isPresent();
            if (!current || isNameTaken(user.user())) {
                return false;
            }
            table.set(user.user().id(), user);
            return true;
        });
    }

    @Override
    public Page<StoredUser> list(UserQuery query) {
        return table.read(rows -> Pages.of(
                rows.all().stream(),
                row -> query.placeOf(row.user()),
                Place.ORDER,
                query.list(),
                query.after(),
                query.limit()));
    }

    @Override
    public boolean delete(String id) {
        return transactions.write(() -> {
            boolean there = findById(id).isPresent();
            table.set(id, null);
            return there;
        });
    }

    private boolean isNameTaken(User user) {
        return table.read(rows -> names(user).stream()
                .flatMap(name -> rows.find(BY_NAME, name))
                .anyMatch(other -> !other.user().id().equals(user.id())));
    }

    private static List<String> names(User user) {
        return Stream.concat(Stream.of(user.login()), Stream.ofNullable(user.email()))
                .map(MemoryUsers::lowerCase)
                .distinct()
                .toList();
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
