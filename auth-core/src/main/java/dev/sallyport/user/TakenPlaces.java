package dev.sallyport.user;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The places that are taken, and who may have another: one for a budget, half of all for an account, three quarters for a network.
 * Guarded by whoever owns it.
 */
final class TakenPlaces {
    private final int places;
    private final List<LoginPlaces.Turn> running = new ArrayList<>();
    private final Set<String> budgets = new HashSet<>();

    TakenPlaces(int places) {
        this.places = places;
    }

    void add(LoginPlaces.Turn turn) {
        running.add(turn);
        budgets.add(turn.budget());
    }

    void remove(LoginPlaces.Turn turn) {
        running.remove(turn);
        budgets.remove(turn.budget());
    }

    boolean areAll() {
        return running.size() >= places;
    }

    boolean hasRoomFor(LoginPlaces.Turn turn) {
        return !areAll()
                && !budgets.contains(turn.budget())
                && running.stream()
                                .filter(other -> other.account().equals(turn.account()))
                                .count()
                        < Math.max(1, places / 2)
                && ofNetwork(turn.network()) < Math.max(1, places * 3 / 4);
    }

    long ofNetwork(String network) {
        return running.stream().filter(other -> other.network().equals(network)).count();
    }
}
