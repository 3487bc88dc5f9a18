"""Figures that the book no longer has, each with the figure or table that took its place.

What was cited or embedded under an old address still leads to what it showed.
"""

MOVED = {
    "fig-world-four-origins": "fig-world-origins",
    "fig-world-hosts": "fig-world-origins",
    "fig-world-claims": "fig-world-displaced",
    "fig-world-claims-countries": "fig-world-displaced",
    "fig-world-solutions": "fig-world-displaced",
    "fig-world-migrant-regions": "fig-world-migrants",
    "fig-world-migrant-change": "fig-world-migrants",
    "fig-eu-countries": "fig-eu-strip",
    "fig-eu-first-countries": "fig-eu-map",
    "fig-eu-protection": "fig-eu-strip",
    "fig-eu-protection-months": "fig-ukraine-reception",
    "fig-eu-protection-rates": "fig-eu-strip",
    "fig-eu-immigration": "fig-eu-strip",
    "fig-eu-born-abroad-share": "fig-eu-strip",
    "fig-eu-born-abroad": "fig-eu-strip",
    "fig-eu-foreign-citizens": "fig-eu-strip",
    "fig-eu-first-permits": "fig-eu-first-permits-reasons",
    "fig-eu-first-permits-countries": "fig-eu-strip",
    "fig-eu-found": "fig-eu-strip",
    "fig-eu-refused": "fig-eu-returns",
    "fig-dutch-and-other": "fig-top-citizenships",
    "fig-top-births": "tab-top-births",
    "fig-motives-compared": "fig-motives-all",
    "fig-permit-holders-share": "fig-permit-holders",
    "fig-employment-by-citizenship": "fig-employment-by-birth",
    "fig-unemployment-by-birth": "fig-labour-gap",
    "fig-unemployment-by-citizenship": "fig-labour-gap",
    "fig-unemployment-countries": "fig-employment-countries",
    "fig-poverty-countries": "tab-integration-countries",
    "fig-income-countries": "tab-integration-countries",
    "fig-education-high": "fig-education",
    "fig-naturalisation-countries": "tab-integration-countries",
}
