package dev.sallyport.memory;

import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.user.SecondFactor;
import dev.sallyport.user.SecondFactorStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Second factors, with their recovery codes, by owner. */
final class MemorySecondFactors implements SecondFactorStore {
    record Kept(SecondFactor factor, Set<SecretDigest> codes) {}

    private final MemoryTransactions transactions;
    private final Table<String, Kept> table;

    MemorySecondFactors(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    Table<String, Kept> table() {
        return table;
    }

    @Override
    public Optional<SecondFactor> find(String ownerId) {
        return kept(ownerId).map(Kept::factor);
    }

    @Override
    public boolean enrol(SecondFactor factor) {
        return transactions.write(() -> {
            if (find(factor.ownerId()).filter(MemorySecondFactors::isConfirmed).isPresent()) {
                return false;
            }
            table.set(factor.ownerId(), new Kept(factor, Set.of()));
            return true;
        });
    }

    @Override
    public boolean confirm(
            String ownerId, Sealed sealedSeed, Instant at, long step, Collection<SecretDigest> recoveryCodes) {
        return replace(
                ownerId,
                kept -> !isConfirmed(kept.factor())
                        && kept.factor().sealedSeed().equals(sealedSeed),
                kept -> new Kept(
                        new SecondFactor(ownerId, sealedSeed, kept.factor().createdAt(), at, step),
                        Set.copyOf(recoveryCodes)));
    }

    @Override
    public boolean acceptStep(String ownerId, long step) {
        return replace(
                ownerId,
                kept -> isConfirmed(kept.factor()) && kept.factor().lastStep() < step,
                kept -> new Kept(
                        new SecondFactor(
                                ownerId,
                                kept.factor().sealedSeed(),
                                kept.factor().createdAt(),
                                kept.factor().confirmedAt(),
                                step),
                        kept.codes()));
    }

    @Override
    public boolean spendRecoveryCode(String ownerId, SecretDigest code) {
        return replace(ownerId, kept -> kept.codes().contains(code), kept -> {
            Set<SecretDigest> left = new HashSet<>(kept.codes());
            left.remove(code);
            return new Kept(kept.factor(), left);
        });
    }

    @Override
    public int recoveryCodesLeft(String ownerId) {
        return kept(ownerId).map(kept -> kept.codes().size()).orElse(0);
    }

    @Override
    public boolean replaceRecoveryCodes(String ownerId, Collection<SecretDigest> recoveryCodes) {
        return replace(
                ownerId,
                kept -> isConfirmed(kept.factor()),
                kept -> new Kept(kept.factor(), Set.copyOf(recoveryCodes)));
    }

    @Override
    public boolean delete(String ownerId) {
        return transactions.write(() -> {
            boolean there = kept(ownerId).isPresent();
            table.set(ownerId, null);
            return there;
        });
    }

    @Override
    public int deleteUnconfirmed(Instant before, int max) {
        return transactions.write(() -> {
            List<String> old = table.read(rows -> rows.all().stream()
                    .map(Kept::factor)
                    .filter(factor -> !isConfirmed(factor) && factor.createdAt().isBefore(before))
                    .sorted(Comparator.comparing(SecondFactor::createdAt))
                    .limit(max)
                    .map(SecondFactor::ownerId)
                    .toList());
            old.forEach(ownerId -> table.set(ownerId, null));
            return old.size();
        });
    }

    private boolean replace(String ownerId, Predicate<Kept> condition, UnaryOperator<Kept> change) {
        return transactions.write(() -> {
            Optional<Kept> found = kept(ownerId).filter(condition);
            found.ifPresent(kept -> table.set(ownerId, change.apply(kept)));
            return found.isPresent();
        });
    }

    private Optional<Kept> kept(String ownerId) {
        return table.read(rows -> Optional.ofNullable(rows.get(ownerId)));
    }

    private static boolean isConfirmed(SecondFactor factor) {
        return factor.confirmedAt() != null;
    }
}
