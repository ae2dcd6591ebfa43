"""The parts that desk pages are built from: icons, marks, cards and fields."""
