package dev.millrace.simulator.bank;

import java.util.List;
import java.util.random.RandomGenerator;

/** Invented people, places and merchants, some of them beyond ASCII. */
final class Names {
    private static final List<String> FIRST = List.of(
            "Aurélie", "Bertil", "Çelebi", "Dörte", "Eñaut", "Fjóla", "Greta", "Håkon", "Inês", "Jürgen", "Kaja",
            "Léonie", "Mateo", "Nuño", "Ottilie", "Pär", "Quirin", "Rosé", "Søren", "Tove");
    private static final List<String> LAST = List.of(
            "Abendroth-Mühlrad",
            "Brückenwärter",
            "Castañeda Molino",
            "Dampfkessel",
            "Étangfleur",
            "Flussaufwärts",
            "Grießmüller",
            "Hjulström",
            "Isenwehr",
            "Jägerzaun",
            "Kornspeicher",
            "Læsøgaard",
            "Mahlgang",
            "Nørreå",
            "Oberlauf",
            "Pommeraie",
            "Quellwasser",
            "Råbäck",
            "Schleusenþór",
            "Treibholz");
    private static final List<String> STREETS = List.of(
            "Water Wheel Lane", "Mühlgraben", "Rue de l'Écluse", "Sluice Road", "Calle del Molino", "Kvarngränd");
    private static final List<String> CITIES =
            List.of("Nowhere Falls", "Hinterwehr", "Pont-l'Inexistant", "Villaficta", "Utopsala", "Weirdale");
    private static final List<String> MERCHANTS = List.of(
            "Invented Goods & Co",
            "Café Nulle Part",
            "Müllers Traumladen",
            "Unreal Books",
            "Tienda Imaginaria",
            "Phantom Fuel",
            "Bäckerei Luftschloss",
            "Fable Pharmacy");

    private Names() {}

    static String first(RandomGenerator random) {
        return pick(FIRST, random);
    }

    static String last(RandomGenerator random) {
        return pick(LAST, random);
    }

    static String street(RandomGenerator random) {
        return random.nextInt(1, 200) + " " + pick(STREETS, random);
    }

    static String city(RandomGenerator random) {
        return pick(CITIES, random);
    }

    static String merchant(RandomGenerator random) {
        return pick(MERCHANTS, random);
    }

    /** A number of the range that telephone companies keep for fiction. */
    static String phone(RandomGenerator random) {
        return "(555)555-01" + digits(random, 2);
    }

    static String digits(RandomGenerator random, int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
