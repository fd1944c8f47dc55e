"""The story that the tests of pages tell; each sets it in a page of its own."""

TITLE = "Nordvik closes its coal pier for good"
TEXTS = (
    "The harbour board of Nordvik voted on Tuesday to close its last coal pier, ending a trade of 150 years there.",
    "Dockers will be retrained for the wind terminal, board chair Inga Moe said, and no one is to lose their pay.",
    "The ministry welcomed the vote, which still needs the assent of the county, and promised to pay half the cost.",
    "“We have waited ten years for this,” said Ola Vik, who leads the union branch at the port and sits on the board.",
    "The first of the cranes is to be taken down in the spring, and the last one will stay as a monument by the quay.",
    "Coal made the town: at its height, in 1957, some 600 men worked on the pier in three shifts, day and night.",
)
