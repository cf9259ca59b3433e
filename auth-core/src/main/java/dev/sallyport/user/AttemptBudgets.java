package dev.sallyport.user;

import dev.sallyport.limit.ClientAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets that an attempt counts in, and the slots where they are kept. Safe for use by many threads. */
final class AttemptBudgets {
    /**
     * The device budgets of one account. Whoever knew its password once could have collected any number of devices; after the
     * password has changed they still have no more guesses than these.
     */
    private static final int DEVICE_BUDGETS = 32;

    private final AttemptHash hash;
    private final AttemptPolicy policy;
    private final AttemptPurpose purpose;

    /** A slot and how many attempts are within its budget. */
    record Budget(int slot, int attempts) {}

    AttemptBudgets(AttemptHash hash, AttemptPolicy policy, AttemptPurpose purpose) {
        this.hash = hash;
        this.policy = policy;
        this.purpose = purpose;
    }

    AttemptPolicy policy() {
        return policy;
    }

    boolean countDevices() {
        return !purpose.devices().isEmpty();
    }

    /** How many rows each attempt from that address writes. */
    int rows(ClientAddress from) {
        return 1 + (purpose.networks().isEmpty() ? 1 : from.networks().size());
    }

    /** @param device null when it is not known */
    List<Budget> of(String account, ClientAddress from, byte @Nullable [] device) {
        if (device != null) {
            return List.of(new Budget(deviceSlot(account, device), policy.perDevice()));
        }
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget(addressSlot(account, from), policy.perAddress()));
        if (!purpose.networks().isEmpty()) {
            from.networks().stream()
                    .skip(1)
                    .map(network -> new Budget(
                            purpose.networks().of(hash.of("network", account, network.text())),
                            policy.perNetwork(network.factor())))
                    .forEach(budgets::add);
        }
        budgets.add(new Budget(purpose.accounts().of(hash.of("account", account, "")), policy.perAccount()));
        return budgets;
    }

    int addressSlot(String account, ClientAddress from) {
        return purpose.addresses().of(hash.of("address", account, from.text()));
    }

    /** A name of the budget that an attempt counts in first. */
    String name(String account, ClientAddress address, byte @Nullable [] device) {
        return device == null ? account + " from " + address.text() : account + " on device " + deviceBudget(device);
    }

    private int deviceSlot(String account, byte[] device) {
        return purpose.devices().of(hash.of("device budget", account, Integer.toString(deviceBudget(device))));
    }

    private static int deviceBudget(byte[] device) {
        return Math.floorMod(device[0], DEVICE_BUDGETS);
    }
}
